package io.github.apiauth.keycloak.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartParametersTest {

    private static final String FIELD = "Content-Disposition: form-data; name=\"a\"\r\n";

    /** As package:http sends it too, whose boundary begins with {@code dart-http-boundary-}. */
    @Test
    void givenDartsDio_thenRead() throws Exception {
        assertThat(parse("--dio-boundary-2739420742", """
                        ----dio-boundary-2739420742
                        content-disposition: form-data; name="grant_type"

                        password
                        ----dio-boundary-2739420742
                        content-disposition: form-data; name="password"
                        content-type: text/plain; charset=utf-8
                        content-transfer-encoding: binary

                        sécret
                        ----dio-boundary-2739420742--
                        """))
                .containsOnly(Map.entry("grant_type", List.of("password")), Map.entry("password", List.of("sécret")));
    }

    @Test
    void givenNodesFormDataAsAxiosSendsIt_thenRead() throws Exception {
        assertThat(parse("--------------------------515890814546601021194782", """
                        ----------------------------515890814546601021194782
                        Content-Disposition: form-data; name="grant_type"

                        client_credentials
                        ----------------------------515890814546601021194782
                        Content-Disposition: form-data; name="client_id"

                        web-app
                        ----------------------------515890814546601021194782--
                        """))
                .containsOnly(
                        Map.entry("grant_type", List.of("client_credentials")),
                        Map.entry("client_id", List.of("web-app")));
    }

    /** As Laravel's {@code Http::asMultipart()} sends it too. */
    @Test
    void givenPhpsGuzzle_thenRead() throws Exception {
        assertThat(parse("6f4b9a2c5d0e8b7a1c3d4e5f60718293a4b5c6d7", """
                        --6f4b9a2c5d0e8b7a1c3d4e5f60718293a4b5c6d7
                        Content-Disposition: form-data; name="grant_type"
                        Content-Length: 13

                        refresh_token
                        --6f4b9a2c5d0e8b7a1c3d4e5f60718293a4b5c6d7
                        Content-Disposition: form-data; name="scope"
                        Content-Length: 0


                        --6f4b9a2c5d0e8b7a1c3d4e5f60718293a4b5c6d7--
                        """))
                .containsOnly(Map.entry("grant_type", List.of("refresh_token")), Map.entry("scope", List.of("")));
    }

    @Test
    void givenPhpsCurl_thenRead() throws Exception {
        assertThat(parse("------------------------d74496d66958873e", """
                        --------------------------d74496d66958873e
                        Content-Disposition: form-data; name="token"

                        a-token
                        with two lines
                        --------------------------d74496d66958873e--
                        """))
                .containsOnly(Map.entry("token", List.of("a-token\r\nwith two lines")));
    }

    @Test
    void givenABrowser_thenRead() throws Exception {
        assertThat(parse("----WebKitFormBoundary7MA4YWxkTrZu0gW", """
                        ------WebKitFormBoundary7MA4YWxkTrZu0gW
                        Content-Disposition: form-data; name="state"

                        --a--b
                        ------WebKitFormBoundary7MA4YWxkTrZu0gW--
                        """))
                .containsOnly(Map.entry("state", List.of("--a--b")));
    }

    @Test
    void givenMailsForms_thenRead() throws Exception {
        assertThat(parse("a b:c", """
                        This is a form in parts.
                        --a b:c
                        Content-Type: text/plain;charset=utf-8
                        CONTENT-DISPOSITION: FORM-DATA;
                         Name=grant_type

                        password
                        --a b:c  \s
                        Content-Disposition: form-data; name="a\\"b\\\\c: d; e=f"

                        1
                        --a b:c--
                        Nobody reads this.
                        """))
                .containsOnly(Map.entry("grant_type", List.of("password")), Map.entry("a\"b\\c: d; e=f", List.of("1")));
    }

    @Test
    void givenNoLineBreakAtTheEnd_thenRead() throws Exception {
        assertThat(parse("x", "--x\r\n" + FIELD + "\r\nb\r\n--x--")).containsOnly(Map.entry("a", List.of("b")));
    }

    @Test
    void givenANameTwice_thenBothValuesInTheirOrder() throws Exception {
        assertThat(parse("x", "--x\r\n" + FIELD + "\r\n1\r\n--x\r\n" + FIELD + "\r\n2\r\n--x--"))
                .containsOnly(Map.entry("a", List.of("1", "2")));
    }

    @Test
    void givenNoFields_thenNoParameters() throws Exception {
        assertThat(parse("x", "--x--")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filename=\"a.txt\"",
                "filename=a.txt",
                "FileName=\"\"",
                "filename*=utf-8''a%20b.txt",
                "filename*0=a",
            })
    void givenAFile_thenRefused(String filename) {
        assertRefused(
                part("Content-Disposition: form-data; name=\"client_secret\"; " + filename + "\r\n"),
                "Parameter 'client_secret' is a file: send fields only");
    }

    @Test
    void givenAFileWithBytesThatAreNoText_thenRefusedAsAFile() {
        byte[] body = part("Content-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n")
                .replace("value", "é")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> MultipartParameters.parse(body, "x"))
                .hasMessage("Parameter 'a' is a file: send fields only");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "a ", "é", "a\r\nb", "a\"b", "a{b}"})
    void givenNoBoundary_thenRefused(@Nullable String boundary) {
        assertThatThrownBy(() -> parse(boundary, part(FIELD)))
                .hasMessage("The Content-Type must name the boundary of the form's parts, of 1 to 70 characters");
    }

    @Test
    void givenLongestBoundary_thenReadAndALongerOneIsRefused() throws Exception {
        String boundary = "x".repeat(70);
        assertThat(parse(boundary, part(FIELD).replace("--x", "--" + boundary))).containsKey("a");
        assertThatThrownBy(() -> parse(boundary + "x", "")).isInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--x",
                "--x\r\n",
                "--x\r\nContent-Disposition: form-data; name=a",
                "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n",
                "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue",
                "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue\r\n",
                "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue\r\n--x",
                "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue\r\n--x-",
                "--y\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue\r\n--y--\r\n",
                "grant_type=client_credentials",
                "{\"grant_type\":\"client_credentials\"}",
            })
    void givenABodyThatBreaksOffOrHasAnotherBoundary_thenRefused(String body) {
        assertRefused(body, "The body does not end with the boundary that its Content-Type names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name\r\n", ": a\r\n", "Content-Disposition: form-data\n; name=a\r\n", "a: b\rc\r\n"})
    void givenHeadersThatAreNone_thenRefused(String headers) {
        assertRefused(part(headers), "The headers of a part of the form cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain\r\n",
                "Content-Disposition: form-data\r\n",
                "Content-Disposition: form-data; name\r\n",
                "Content-Disposition: form-data; name=\r\n",
                "Content-Disposition: form-data; filename=a\r\n",
                "Content-Disposition: attachment; name=a\r\n",
                "Content-Disposition: \r\n",
                "Content-Disposition: ;;;\r\n",
            })
    void givenAPartWithoutName_thenRefused(String headers) {
        assertRefused(
                part(headers),
                "A part of the form has no name that can be read: send Content-Disposition: form-data with a name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/mixed; boundary=y", "Multipart/Form-Data"})
    void givenAFormInAForm_thenRefused(String type) {
        assertRefused(
                part(FIELD + "Content-Type: " + type + "\r\n"), "Parameter 'a' is a form of its own: send fields only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain; charset=iso-8859-1", "text/plain;charset=UTF-16", "text/plain; charset=x"})
    void givenAnotherCharset_thenRefused(String type) {
        assertRefused(
                part(FIELD + "Content-Type: " + type + "\r\n"), "Parameter 'a' has another charset: it must be UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "/", ";"})
    void givenATypeThatIsNone_thenRefused(String type) {
        assertRefused(
                part(FIELD + "Content-Type: " + type + "\r\n"), "Parameter 'a' has a Content-Type that cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base64", "Quoted-Printable", "x"})
    void givenAnEncodedPart_thenRefused(String encoding) {
        assertRefused(
                part(FIELD + "Content-Transfer-Encoding: " + encoding + "\r\n"),
                "Parameter 'a' is encoded: send it without Content-Transfer-Encoding");
    }

    @Test
    void givenBytesThatAreNotUtf8_thenRefused() {
        byte[] body = part(FIELD).replace("value", "é").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> MultipartParameters.parse(body, "x"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("Parameter 'a' is not valid UTF-8");
    }

    @Test
    void givenTooManyFields_thenRefused() throws Exception {
        String field = "--x\r\n" + FIELD + "\r\n1\r\n";
        assertThat(parse("x", field.repeat(MultipartParameters.MOST_FIELDS) + "--x--")
                        .get("a"))
                .hasSize(MultipartParameters.MOST_FIELDS);
        assertRefused(
                field.repeat(MultipartParameters.MOST_FIELDS + 1) + "--x--", "The form has more than 1000 fields");
    }

    @Test
    void givenStrangeName_thenErrorHoldsOnlyWhatRfc6749Allows() {
        assertRefused(
                part("Content-Disposition: form-data; name=\"é\\\"\"; filename=a\r\n"),
                "Parameter '??' is a file: send fields only");
    }

    private static String part(String headers) {
        return "--x\r\n" + headers + "\r\nvalue\r\n--x--\r\n";
    }

    private static void assertRefused(String body, String message) {
        assertThatThrownBy(() -> parse("x", body))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage(message);
    }

    /** Lines end as in HTTP. */
    private static MultivaluedMap<String, String> parse(@Nullable String boundary, String body)
            throws InvalidRequestException {
        String lines = body.contains("\r\n") ? body : body.replace("\n", "\r\n");
        return MultipartParameters.parse(lines.getBytes(StandardCharsets.UTF_8), boundary);
    }
}
