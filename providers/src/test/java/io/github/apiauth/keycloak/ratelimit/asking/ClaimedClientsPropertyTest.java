package io.github.apiauth.keycloak.ratelimit.asking;

import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jboss.resteasy.reactive.server.jaxrs.HttpHeadersImpl;

/** No claim, however hostile, ends uncounted: nothing that a request names keeps its count from being taken. */
class ClaimedClientsPropertyTest {

    @Property
    void whateverIsNamed_thenItIsRead(
            @ForAll("claims") String authorization,
            @ForAll("claims") String attestation,
            @ForAll("claims") String query,
            @ForAll("several") List<String> ids,
            @ForAll("several") List<String> assertions) {
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        form.put("client_id", ids);
        form.put("client_assertion", assertions);
        assertThatCode(() -> ClaimedClients.of(
                        new HttpHeadersImpl(List.of(
                                Map.entry("Authorization", authorization),
                                Map.entry("OAuth-Client-Attestation", attestation))),
                        new MultivaluedHashMap<>(Map.of("client_id", query)),
                        form))
                .doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<List<String>> several() {
        return claims().list().ofMaxSize(3);
    }

    @Provide
    Arbitrary<String> claims() {
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(40);
        Arbitrary<String> encoded = Arbitraries.oneOf(any, nearlyJson()).map(ClaimedClientsPropertyTest::base64);
        Arbitrary<String> part = Arbitraries.oneOf(encoded, encoded, any, Arbitraries.of("e30", "bnVsbA", ""));
        return Arbitraries.oneOf(
                any,
                part.list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join(".", parts)),
                Combinators.combine(Arbitraries.of("Basic ", "basic\t", "Bearer ", "Basic"), part)
                        .as(String::concat));
    }

    private static Arbitrary<String> nearlyJson() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"sub\"",
                        "\"iss\"",
                        "\"aud\"",
                        "\"exp\"",
                        "\"app\"",
                        "1",
                        "1e999",
                        "-",
                        "true",
                        "null",
                        "\"\\ud800\"",
                        "\"\\u0000\"",
                        "[[",
                        "{\"a\":",
                        " ")
                .list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
