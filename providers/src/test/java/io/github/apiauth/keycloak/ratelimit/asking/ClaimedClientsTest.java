package io.github.apiauth.keycloak.ratelimit.asking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.ratelimit.asking.ClaimedClients.Claim;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.jaxrs.HttpHeadersImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** As Keycloak's client authenticators find the client. */
class ClaimedClientsTest {

    @Test
    void givenNamesInEveryPlace_thenAll() {
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        form.putSingle("client_id", "form");
        form.putSingle("client_assertion", assertion("{\"sub\":\"assertion\"}"));
        assertThat(ids(
                        headers(
                                "Authorization",
                                basic("basic:x"),
                                "OAuth-Client-Attestation",
                                assertion("{\"sub\":\"attestation\"}")),
                        new MultivaluedHashMap<>(Map.of("client_id", "query")),
                        form))
                .containsExactlyInAnyOrder("basic", "form", "query", "assertion", "attestation");
    }

    @Test
    void givenSeveralValues_thenTheFirstAsKeycloakTakesIt() {
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        form.put("client_id", List.of("first", "second"));
        form.put("client_assertion", List.of("x", assertion("{\"sub\":\"second\"}")));
        assertThat(ids(
                        headers("Authorization", basic("basic:x"), "Authorization", basic("other:x")),
                        new MultivaluedHashMap<>(),
                        form))
                .containsExactlyInAnyOrder("first", "basic");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"sub\":1}|1",
                "{\"sub\":true}|true",
                "{\"sub\":\"a\",\"sub\":\"b\"}|b",
                "{\"sub\":\"a\"}{\"sub\":\"b\"}|a",
                "{\"sub\":\"a\",\"aud\":[[]],\"exp\":1}|a",
            })
    void givenOddClaims_thenWhatKeycloakMakesOfThem(String claims, String client) {
        assertThat(withAssertion(assertion(claims))).containsExactly(client);
    }

    @ParameterizedTest
    @MethodSource
    void givenUnreadableClaims_thenNobody(String assertion) {
        assertThat(withAssertion(assertion)).isEmpty();
    }

    static List<String> givenUnreadableClaims_thenNobody() {
        return List.of(
                "e30.bnVsbA", // null
                "",
                ".",
                "..",
                "...",
                "e30.",
                "e30.!!!.eA",
                assertion("[]"),
                assertion("1"),
                assertion("{\"sub\":{}}"),
                assertion("{\"sub\":[\"a\"]}"),
                assertion("{\"sub\":\"a\",\"exp\":1e999}"),
                assertion("{\"a\":".repeat(100_000)),
                assertion("[".repeat(100_000)),
                "x".repeat(1_000_000));
    }

    /** Clients that form-encode it, and those that do not, which the API lane understands too. */
    @ParameterizedTest
    @CsvSource({"a+b, 'a b', a+b", "a%2Bb, a+b, a%2Bb", "50%, 50%, 50%", "app, app, app"})
    void givenBasic_thenBothReadings(String name, String decoded, String plain) {
        assertThat(ClaimedClients.of(
                        headers("Authorization", basic(name + ":x")),
                        new MultivaluedHashMap<>(),
                        new MultivaluedHashMap<>()))
                .containsExactly(new Claim(decoded, plain));
    }

    private static List<String> withAssertion(String assertion) {
        return ids(
                headers(), new MultivaluedHashMap<>(), new MultivaluedHashMap<>(Map.of("client_assertion", assertion)));
    }

    private static List<String> ids(
            HttpHeaders headers, MultivaluedMap<String, String> query, MultivaluedMap<String, String> form) {
        return ClaimedClients.of(headers, query, form).stream().map(Claim::id).toList();
    }

    private static HttpHeaders headers(String... pairs) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            headers.add(Map.entry(pairs[i], pairs[i + 1]));
        }
        return new HttpHeadersImpl(headers);
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static String assertion(String claims) {
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".eA";
    }
}
