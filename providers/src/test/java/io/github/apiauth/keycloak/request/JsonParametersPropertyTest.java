package io.github.apiauth.keycloak.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response.Status;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonParametersPropertyTest {

    @Property
    void whateverTheStrings_thenTheyComeOutAsTheyWentIn(@ForAll Map<String, String> members) throws Exception {
        String body = new ObjectMapper().writeValueAsString(members);
        assertThat(JsonParameters.parse(CharBuffer.wrap(body.toCharArray()), ReadingRules.STANDARD))
                .isEqualTo(members.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, member -> List.of(member.getValue()))));
    }

    @Property
    void whateverTheBytes_thenParametersOrABadRequest(@ForAll byte[] body) {
        assertThatCode(() -> parse(body)).doesNotThrowAnyException();
    }

    @Property
    void whateverLooksLikeJson_thenParametersOrABadRequest(@ForAll("nearlyJson") String body) {
        assertThatCode(() -> parse(body.getBytes(StandardCharsets.UTF_8))).doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> nearlyJson() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"",
                        "\"a\"",
                        "\"scope\"",
                        "\"claims\"",
                        "1",
                        "-",
                        "1e9999",
                        "true",
                        "null",
                        "\\u",
                        "\\ud800",
                        " ",
                        "\n",
                        "\u0000",
                        "é",
                        "/*",
                        "{\"a\":\"b\"}",
                        "{\"scope\":[\"a\"]}")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    private static void parse(byte[] body) {
        try {
            JsonParameters.parse(RequestBody.decode(body), ReadingRules.STANDARD);
        } catch (InvalidRequestException refused) {
            assertThat(refused.status()).isEqualTo(Status.BAD_REQUEST);
        } catch (CharacterCodingException notUtf8) {
            assertThat(body).isNotEmpty(); // RequestBody.read answers 400
        }
    }
}
