package io.github.apiauth.keycloak.ratelimit.telling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.ratelimit.counting.Limit;
import io.github.apiauth.keycloak.ratelimit.counting.Usage;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimitHeadersTest {

    private final Clock clock = new Clock();
    private final Limit limit = new Limit(6, 60, 3);
    private final Bucket bucket = Bucket.builder()
            .withCustomTimePrecision(clock)
            .addLimit(bandwidth -> bandwidth
                    .capacity(limit.burst())
                    .refillGreedy(limit.requests(), Duration.ofSeconds(limit.period())))
            .build();

    @Test
    void givenLimits_thenQuotasAndWindows() {
        Usage address = new Usage("address", new Limit(100, 60, 50), true, 49, 0, 600_000_000);
        assertThat(RateLimitHeaders.policy(List.of(address, consume())))
                .isEqualTo("\"address\";q=50;w=30, \"client\";q=3;w=30");
    }

    @Test
    void givenSeveralLimitsForTheClient_thenEachHasANameOfItsOwn() {
        assertThat(RateLimitHeaders.policy(List.of(consume(), consume())))
                .isEqualTo("\"client\";q=3;w=30, \"client-2\";q=3;w=30");
    }

    @Test
    void givenAdmitted_thenWhatIsLeftAndWhenAllIsBack() {
        assertThat(RateLimitHeaders.state(List.of(consume()))).isEqualTo("\"client\";r=2;t=10");
        clock.advance(Duration.ofMillis(500));
        assertThat(RateLimitHeaders.state(List.of(consume()))).isEqualTo("\"client\";r=1;t=20");
    }

    @Test
    void givenRefused_thenWhenOneRequestPasses() {
        for (int i = 0; i < 3; i++) {
            assertThat(consume().admitted()).isTrue();
        }
        clock.advance(Duration.ofMillis(2_500));
        Usage refused = consume();
        assertThat(refused.admitted()).isFalse();
        assertThat(refused.secondsToNext()).isEqualTo(8);
        assertThat(RateLimitHeaders.state(List.of(refused))).isEqualTo("\"client\";r=0;t=8");
        clock.advance(Duration.ofSeconds(8));
        assertThat(consume().admitted()).isTrue();
    }

    @Test
    void givenTheLastOneTaken_thenTheNextHasToWait() {
        consume();
        consume();
        assertThat(consume().secondsToNext()).isEqualTo(10);
    }

    @Test
    void givenOneLeft_thenNoWaiting() {
        assertThat(consume().secondsToNext()).isZero();
    }

    private Usage consume() {
        return Usage.of("client", limit, bucket.tryConsumeAndReturnRemaining(1));
    }

    private static final class Clock implements TimeMeter {

        private long nanos;

        void advance(Duration time) {
            nanos += time.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
