package io.github.apiauth.keycloak.ratelimit.counting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    @Test
    void givenRequestsAlone_thenTheRestFollows() {
        assertThat(Limits.of(30, 0, 0, 0, 0)).isEqualTo(new Limits(new Limit(30, 60, 30), new Limit(300, 60, 300)));
    }

    @Test
    void givenBurst_thenTenTimesThatForTheAddress() {
        assertThat(Limits.of(30, 10, 5, 0, 0)).isEqualTo(new Limits(new Limit(30, 10, 5), new Limit(300, 10, 50)));
    }

    @Test
    void givenRequestsPerAddress_thenSoManyAtOnce() {
        assertThat(Limits.of(30, 10, 5, 40, 0).address()).isEqualTo(new Limit(40, 10, 40));
    }

    @Test
    void givenAll_thenAll() {
        assertThat(Limits.of(30, 10, 5, 40, 20)).isEqualTo(new Limits(new Limit(30, 10, 5), new Limit(40, 10, 20)));
    }

    @ParameterizedTest
    @CsvSource({"60, 60, 60, 60", "60, 60, 20, 20", "7, 10, 1, 2", "1000000, 86400, 1000000, 86400", "1, 1, 5, 5"})
    void givenLimit_thenTheWindowInWhichTheBurstComesBack(int requests, int period, int burst, long window) {
        assertThat(new Limit(requests, period, burst).window()).isEqualTo(window);
    }

    /** One request each ten seconds, three at once. */
    @ParameterizedTest
    @CsvSource({
        "6, 60, 3, 1, 20000000000, 0",
        "6, 60, 3, 0, 30000000000, 10000000000",
        "6, 60, 3, 0, 21000000000, 1000000000",
    })
    void givenWhatIsLeft_thenTheTimeUntilOneMorePasses(
            int requests, int period, int burst, long remaining, long nanosToFull, long nanosToNext) {
        assertThat(new Limit(requests, period, burst).nanosToNext(remaining, nanosToFull))
                .isEqualTo(nanosToNext);
    }
}
