package io.github.apiauth.keycloak.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class MultipartParametersPropertyTest {

    private static final String BOUNDARY = "----a-boundary-that-no-value-has";

    @Property
    void whateverTheFields_thenTheyComeOutAsTheyWentIn(@ForAll("fields") Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                        .map(field -> "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\""
                                + field.getKey().replaceAll("[\"\\\\]", "\\\\$0") + "\"\r\n\r\n" + field.getValue()
                                + "\r\n")
                        .collect(Collectors.joining())
                + "--" + BOUNDARY + "--\r\n";
        assertThat(MultipartParameters.parse(body.getBytes(StandardCharsets.UTF_8), BOUNDARY))
                .isEqualTo(fields.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, field -> List.of(field.getValue()))));
    }

    @Property
    void whateverTheBytes_thenParametersOrABadRequest(@ForAll byte[] body, @ForAll String boundary) {
        assertThatCode(() -> parse(body, boundary)).doesNotThrowAnyException();
    }

    @Property(tries = 5000)
    void whateverLooksLikeAForm_thenParametersOrABadRequest(@ForAll("nearlyMultipart") String body) {
        assertThatCode(() -> parse(body.getBytes(StandardCharsets.UTF_8), "x")).doesNotThrowAnyException();
    }

    /** Names are on one line; values are any text. */
    @Provide
    Arbitrary<Map<String, String>> fields() {
        Arbitrary<String> names = Arbitraries.strings()
                .filter(MultipartParametersPropertyTest::isText)
                .filter(name -> name.codePoints().noneMatch(Character::isISOControl));
        Arbitrary<String> values = Arbitraries.oneOf(
                        Arbitraries.strings(),
                        Arbitraries.of("\r", "\n", "-", "--", "\r\n--", "a", "\uFEFF")
                                .list()
                                .ofMaxSize(10)
                                .map(parts -> String.join("", parts)))
                .filter(MultipartParametersPropertyTest::isText);
        return Arbitraries.maps(names, values).ofMaxSize(10);
    }

    @Provide
    Arbitrary<String> nearlyMultipart() {
        Arbitrary<String> odd = Arbitraries.of(
                "--x",
                "--",
                "x",
                "\r\n",
                "\r",
                "\n",
                ":",
                ";",
                "=",
                "\"",
                "\\",
                "*0",
                "*",
                "''",
                "%",
                "%zz",
                "(",
                "name",
                "filename",
                " ",
                "\t",
                "\u0000",
                "é",
                "=?utf-8?q?a?=",
                "Content-Disposition",
                "Content-Transfer-Encoding: base64\r\n",
                "Content-Type: multipart/mixed; boundary=y\r\n");
        Arbitrary<String> usual = Arbitraries.of(
                "--x\r\n",
                "Content-Disposition: form-data; name=",
                "Content-Disposition: form-data; name*=utf-8''",
                "a",
                "\r\n\r\n",
                "\r\n--x\r\n",
                "\r\n--x--");
        return Arbitraries.frequencyOf(Tuple.of(1, odd), Tuple.of(2, usual))
                .list()
                .ofMaxSize(30)
                .map(parts -> "--x\r\n" + String.join("", parts) + "\r\n--x--");
    }

    /** No half of a surrogate pair, of which UTF-8 has none. */
    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void parse(byte[] body, String boundary) {
        try {
            MultipartParameters.parse(body, boundary);
        } catch (InvalidRequestException refused) {
            assertThat(refused.status()).isEqualTo(Status.BAD_REQUEST);
            assertThat(refused.getMessage()).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
        }
    }
}
