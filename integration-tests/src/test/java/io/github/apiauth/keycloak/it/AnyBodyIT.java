package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Metrics;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** No body whatever makes the server fail, on either lane. */
@Tag(SameInContainer.TAG)
class AnyBodyIT {

    static final String COUNTED = "keycloak_token_rate_limit_requests_total";

    static final List<String> NAMES = List.of(
            "grant_type",
            "client_id",
            "client_secret",
            "scope",
            "email",
            "username",
            "password",
            "client_assertion",
            "client_assertion_type",
            "assertion",
            "token",
            "refresh_token",
            "code",
            "claims",
            "authorization_details",
            "redirect_uri",
            "x");

    /** Whatever the body and the headers hold, the rate limit counts the request. */
    @AfterContainer
    static void noneWentUncounted() {
        Metrics metrics = KeycloakServer.shared().metrics();
        assertThat(metrics.sum(COUNTED, "outcome=\"allowed\"")).isPositive();
        assertThat(metrics.sum(COUNTED, "outcome=\"uncounted\"")).isZero();
    }

    @Property(tries = 250)
    void anyBytes(@ForAll byte[] body) {
        assertNoFailure(Request.api().post("application/json", body), true);
        assertNoFailure(Request.standard("token").post("application/json", body), false);
    }

    @Property(tries = 500)
    void anyJson(@ForAll("objects") String body) {
        assertNoFailure(Request.api().json(body), true);
        assertNoFailure(Request.standard("token").json(body), false);
    }

    @Property(tries = 150)
    void anyForm(@ForAll String body) {
        assertNoFailure(Request.api().post("application/x-www-form-urlencoded", body), true);
    }

    @Property(tries = 250)
    void anyCredentialsInHeaders(
            @ForAll("authorizations") String authorization,
            @ForAll("tokens") String attestation,
            @ForAll("objects") String body) {
        assertNoFailure(
                Request.api()
                        .header("Authorization", authorization)
                        .header("OAuth-Client-Attestation", attestation)
                        .header("OAuth-Client-Attestation-PoP", attestation)
                        .json(body),
                true);
        for (String endpoint : List.of("token", "token/introspect", "revoke", "ext/par/request")) {
            assertNoFailure(
                    Request.standard(endpoint)
                            .header("Authorization", authorization)
                            .header("OAuth-Client-Attestation", attestation)
                            .header("OAuth-Client-Attestation-PoP", attestation)
                            .json(body),
                    false);
        }
    }

    private static void assertNoFailure(Answer answer, boolean enveloped) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 499);
        assertThat(answer.json().path(enveloped ? "data" : "error").isMissingNode())
                .isFalse();
    }

    @Provide
    Arbitrary<String> authorizations() {
        return Combinators.combine(
                        Arbitraries.of("Basic ", "basic  ", "BASIC ", "Bearer ", "DPoP ", "Negotiate ", ""),
                        Arbitraries.oneOf(
                                tokens(),
                                Arbitraries.of("server-app:x", ":", "x", "%zz:%zz", "a:b:c", "server-app:%")
                                        .map(AnyBodyIT::base64)))
                .as(String::concat);
    }

    /** What a JWT becomes on a bad day. */
    @Provide
    Arbitrary<String> tokens() {
        Arbitrary<String> json = Arbitraries.of(
                "null",
                "[]",
                "1",
                "{}",
                "{\"sub\":\"server-app\"}",
                "{\"sub\":1,\"iss\":[]}",
                "{\"sub\":{},\"aud\":[[]]}",
                "{\"alg\":\"none\"}",
                "{\"alg\":\"RS256\",\"typ\":\"oauth-client-attestation+jwt\"}",
                "{\"sub\":\"server-app\",\"exp\":1e999}",
                "{\"a\":".repeat(200));
        Arbitrary<String> parts = Arbitraries.oneOf(json.map(AnyBodyIT::base64), Arbitraries.of("", "!!!", "e30"));
        return parts.list().ofMinSize(1).ofMaxSize(4).map(all -> String.join(".", all));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> objects() {
        Arbitrary<String> strings = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).map(AnyBodyIT::quoted),
                Arbitraries.of(
                        "\"client_credentials\"",
                        "\"password\"",
                        "\"refresh_token\"",
                        "\"authorization_code\"",
                        "\"urn:ietf:params:oauth:grant-type:token-exchange\"",
                        "\"server-app\"",
                        "\"web-app\"",
                        "\"spa-app\"",
                        "\"jane@example.com\"",
                        "\"read\"",
                        "\"openid\"",
                        "\"urn:ietf:params:oauth:client-assertion-type:jwt-bearer\"",
                        "\"\\u0000\"",
                        "\"\\ud800\""));
        Arbitrary<String> values = Arbitraries.frequencyOf(
                Tuple.of(8, strings),
                Tuple.of(2, tokens().map(token -> '"' + token + '"')),
                Tuple.of(1, Arbitraries.of("null", "true", "1", "-0.5e3", "[]", "{}", "[\"read\",\"write\"]", "[[]]")));
        return Combinators.combine(Arbitraries.of(NAMES), values)
                .as((name, value) -> '"' + name + "\":" + value)
                .list()
                .ofMaxSize(6)
                .map(members -> "{" + String.join(",", members) + "}");
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(String.format("\\u%04x", c)));
        return quoted.append('"').toString();
    }
}
