package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.DistributionServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.ServerWithOptions;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server behind a trusted proxy, with a rate limit for realms without a policy and room for few counters. */
@Once
@OwnServer
class RateLimitOptionsIT {

    private static final int REFUSED = 400;

    private static final AtomicInteger SPELLINGS = new AtomicInteger();

    private static final DistributionServer SERVER = ServerWithOptions.shared();

    @Test
    void givenRealmWithoutPolicy_thenTheOptionsHold() {
        exhaust("192.0.2.1");
        Answer refused = request("192.0.2.1", "admin-cli");
        assertThat(refused.json().path("error").asText()).isEqualTo("rate_limit_exceeded");
        assertThat(refused.header("RateLimit-Policy"))
                .containsExactly("\"address\";q=1000;w=86400, \"client\";q=5;w=86400");
    }

    @Test
    void givenRealmWithPolicy_thenThePolicyHolds() {
        assertThat(token("api", "192.0.2.2", "web-app").header("RateLimit-Policy"))
                .containsExactly("\"address\";q=2400;w=12, \"client\";q=1200;w=12");
    }

    /** As RESTEasy matches it: what reaches an endpoint in another spelling counts there too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "token/",
                "token//",
                "token;x=y",
                "token;/",
                "token/;x=y",
                "token;x=/userinfo",
                "token;/userinfo",
                ";x=y/token",
                "/token",
                "./token",
                "userinfo/../token",
                "%74oken",
                "token%2f",
                "revoke;x=y",
                "auth;x=y/device",
                "ext/p%61r/request",
                "ext;x/par;y=z/request",
                "ext/par;/request",
            })
    void givenOtherSpelling_thenNoWayRound(String spelling) {
        String address = "192.0.2." + (100 + SPELLINGS.incrementAndGet());
        exhaust(address);
        Answer answer = ask("master", spelling, address, "admin-cli");
        assertThat(answer.status()).as(answer.body()).isIn(404, 405, 429);
    }

    @Test
    void givenClientNamedFromElsewhere_thenItIsNotLockedOut() {
        exhaust("192.0.2.3");
        assertThat(request("192.0.2.4", "admin-cli").status()).isEqualTo(REFUSED);
    }

    /** Keycloak (26.7.0) takes the first address: so the proxy must replace the header, as docs/rate-limit.md says. */
    @Test
    void givenProxyThatAppends_thenTheAddressThatTheClientMadeUpCounts() {
        exhaust("192.0.2.7");
        assertThat(request("192.0.2.8, 192.0.2.7", "admin-cli").status()).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:0:1::1, 2001:db8:0:1:ffff::2, 429", "2001:db8:0:2::1, 2001:db8:0:3::1, 400"})
    void givenIpv6_thenCountedByNetwork(String first, String second, int status) {
        exhaust(first);
        assertThat(request(second, "admin-cli").status()).isEqualTo(status);
    }

    @Test
    void givenMetrics_thenTheyCountByRealmAndClient() {
        exhaust("192.0.2.5");
        request("192.0.2.5", "made-up");
        assertThat(SERVER.metrics().text())
                .containsPattern(metric("admin-cli", "allowed"))
                .containsPattern(metric("admin-cli", "refused"))
                .containsPattern(metric("unknown", "allowed"))
                .containsPattern("keycloak_token_rate_limit_counting(\\{})? 1")
                .doesNotContain("made-up", "outcome=\"uncounted\"");
    }

    @Test
    void givenFloodOfAddresses_thenMemoryIsBoundedAndACounterInUseStays() {
        exhaust("192.0.2.6");
        for (int i = 0; i < 2 * ServerWithOptions.MAX_ENTRIES; i++) {
            request("198.18." + i / 250 + "." + (1 + i % 250), "admin-cli");
            if (i % (ServerWithOptions.MAX_ENTRIES / 10) == 0) {
                assertThat(request("192.0.2.6", "admin-cli").status()).isEqualTo(429);
            }
        }
        Matcher entries = Pattern.compile(
                        "vendor_statistics_approximate_entries\\{cache=\"apiAuthRateLimit\"[^\\n]* ([\\d.]+)\\n")
                .matcher(SERVER.metrics().text());
        assertThat(entries.find()).isTrue();
        assertThat(Double.parseDouble(entries.group(1)))
                .isPositive()
                .isLessThanOrEqualTo(ServerWithOptions.MAX_ENTRIES);
    }

    private static void exhaust(String address) {
        for (int i = 0; i < ServerWithOptions.REQUESTS; i++) {
            assertThat(request(address, "admin-cli").status()).isEqualTo(REFUSED);
        }
        for (int i = 0; i < ServerWithOptions.REQUESTS; i++) {
            assertThat(request(address, "admin-cli").status()).isEqualTo(429);
        }
    }

    private static Answer request(String address, String client) {
        return token("master", address, client);
    }

    private static Answer token(String realm, String address, String client) {
        return ask(realm, "token", address, client);
    }

    private static Answer ask(String realm, String endpoint, String address, String client) {
        return Request.to(URI.create(SERVER.url() + "/realms/" + realm + "/protocol/openid-connect/" + endpoint))
                .header("X-Forwarded-For", address)
                .header("X-Forwarded-Proto", "https") // which Keycloak requires of addresses from outside
                .form("grant_type", "none", "client_id", client);
    }

    private static Pattern metric(String client, String outcome) {
        return Pattern.compile("keycloak_token_rate_limit_requests_total\\{client_id=\"" + client + "\",outcome=\""
                + outcome + "\",realm=\"master\"\\} [1-9]");
    }
}
