package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.Envelopes.assertError;
import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Request;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent to the API lane, the answer is the envelope. */
class ApiLaneIT {

    private static final String NOTHING_HERE = "There is nothing here: check the realm and the path";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/api/rest",
                "/realms/api/rest/",
                "/realms/api/rest/api/v2",
                "/realms/api/rest/api/v2/oauth",
                "/realms/api/rest/api/v2/oauth/nothing",
                "/realms/api/rest/api/v2/oauth/token/introspect",
                "/realms/api/rest/api/v1/oauth/token",
                "/realms/api/rest/%0A",
            })
    void givenUnknownPath_thenNotFound(String path) {
        assertError(Request.to(path).json("grant_type", "client_credentials"), 404, "invalid_request", NOTHING_HERE);
        assertError(Request.to(path).method("GET"), 404, "invalid_request", NOTHING_HERE);
    }

    /** Which has no contract. */
    @Test
    void givenUnknownRealm_thenKeycloaksOwnAnswer() {
        Answer answer = Request.to("/realms/nothing/rest/api/v2/oauth/token")
                .undescribed()
                .json("grant_type", "client_credentials");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("error").asText()).isEqualTo("Realm does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "TRACE", "BREW"})
    void givenWrongMethod_thenAllowNamesTheRightOnes(String method) {
        Answer answer = Request.api().method(method);
        assertError(
                answer,
                405,
                "invalid_request",
                "The method is not allowed here: the Allow header names those that are");
        assertThat(answer.header("Allow")).containsExactly("OPTIONS, POST");
    }

    @Test
    void givenPutWithJson_thenMethodNotAllowed() {
        assertThat(Request.api()
                        .method("PUT", Map.of("grant_type", "client_credentials"))
                        .status())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/json", "multipart/form-data; boundary=x", "garbage", "application/*"})
    void givenAnotherContentType_thenTheTwoAreNamed(String contentType) {
        assertError(
                Request.api().post(contentType, "grant_type=client_credentials"),
                415,
                "invalid_request",
                "Content-Type must be application/json or application/x-www-form-urlencoded");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, 415, the Content-Type is text/plain",
        "text/json; charset=utf-8, 415, the Content-Type is text/json",
        "multipart/form-data; boundary=x, 415, the Content-Type is multipart/form-data",
        "garbage, 415, the Content-Type cannot be read",
        "application/x-www-form-urlencoded, 400, the Content-Type is application/x-www-form-urlencoded",
    })
    void givenJsonThatIsSaidToBeSomethingElse_thenThatIsSaid(String contentType, int status, String announced) {
        for (String start : new String[] {"", " \r\n\t", "\uFEFF"}) {
            assertError(
                    Request.api().post(contentType, start + "{\"client_secret\":\"100%zz\"}"),
                    status,
                    "invalid_request",
                    "The body looks like JSON, but " + announced + ": send Content-Type: application/json");
        }
    }

    @Test
    void givenJsonWithoutContentType_thenThatIsSaid() {
        assertError(
                Request.api().postWithoutContentType("{\"grant_type\":\"client_credentials\"}"),
                415,
                "invalid_request",
                "The body looks like JSON, but there is no Content-Type: send Content-Type: application/json");
    }

    /** What is too long or no text is not looked at. */
    @Test
    void givenAnotherContentTypeAndUnreadableBody_thenTheTwoAreNamed() {
        for (byte[] body : new byte[][] {
            ("{" + "x".repeat(64 * 1024)).getBytes(StandardCharsets.UTF_8), {'{', (byte) 0xFF, (byte) 0xFE}
        }) {
            assertThat(Request.api().post("text/plain", body).data("error_description"))
                    .isEqualTo("Content-Type must be application/json or application/x-www-form-urlencoded");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/realms/api/rest/api/v2/oauth/token/",
        "/rest/api/v2/oauth/token/",
        "/realms/api/rest/api/v2/oauth/revoke/",
        "/realms/api/rest/api/v2/oauth/introspect/",
    })
    void givenSlashAtTheEnd_thenAsWithout(String path) {
        Answer answer = Request.to(path)
                .basic(SERVER_APP, secret(SERVER_APP))
                .form("grant_type", "client_credentials", "token", "x");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(Request.to(path).method("GET").header("Allow")).containsExactly("OPTIONS, POST");
    }

    @Test
    void givenSlashAtTheEndOfAPageOrAResource_thenAsWithout() {
        Answer page = Request.to("/realms/api/rest/api/v2/oauth/authorize/?response_type=code&client_id=web-app")
                .method("GET");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type").get(0)).startsWith("text/html");
        assertThat(Request.to("/realms/api/rest/api/v2/plugins/").method("GET").data("error"))
                .isEqualTo("invalid_token");
        assertThat(Request.to("/realms/api/rest/api/v2/plugins/").json("a", "b").header("Allow"))
                .containsExactly("GET, OPTIONS");
    }

    @Test
    void givenNoBodyAndNoContentType_thenUnsupportedMediaType() {
        assertThat(Request.api().method("POST").status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024 + 1, 1024 * 1024})
    void givenTooLongBody_thenTooLarge(int length) {
        assertError(
                Request.api().json(" ".repeat(length)), 413, "invalid_request", "The body is longer than 65536 bytes");
        assertError(
                Request.api().post("application/x-www-form-urlencoded", "a".repeat(length)),
                413,
                "invalid_request",
                "The body is longer than 65536 bytes");
    }

    @Test
    void givenBodyOfTheGreatestLength_thenRead() {
        String body = "{\"grant_type\":\"client_credentials\"}";
        assertThat(Request.api()
                        .json(" ".repeat(64 * 1024 - body.length()) + body)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void givenMalformedForm_thenBadRequest() {
        assertError(
                Request.api().post("application/x-www-form-urlencoded", "grant_type=%zz"),
                400,
                "invalid_request",
                "The form is not properly percent-encoded");
    }

    @Test
    void givenBrowserThatPrefersHtml_thenEnvelopeAllTheSame() {
        assertError(
                Request.to("/realms/api/rest/api/v2/nothing")
                        .header("Accept", "text/html")
                        .method("GET"),
                404,
                "invalid_request",
                NOTHING_HERE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=ISO-8859-1", "application/json; charset=UTF-16"})
    void givenAnotherCharset_thenBadRequest(String contentType) {
        assertError(Request.api().post(contentType, "{}"), 400, "invalid_request", "The charset must be UTF-8");
    }

    @Test
    void givenUtf16_thenBadRequest() {
        assertError(
                Request.api().post("application/json", "{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_16)),
                400,
                "invalid_request",
                "The body is not valid UTF-8");
    }

    @Test
    void givenByteOrderMark_thenRead() {
        assertThat(Request.api().json("\uFEFF{\"grant_type\":\"foo\"}").data("error"))
                .isEqualTo("unsupported_grant_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00x"})
    void givenCharacterThatNoDatabaseStores_thenItsParameterIsNamed(String character) {
        assertError(
                Request.api().json("{\"grant_type\":\"client_credentials\",\"client_id\":\"a" + character + "\"}"),
                400,
                "invalid_request",
                "Parameter 'client_id' holds a character that is not allowed");
    }

    @Test
    void givenNulInAForm_thenItsParameterIsNamed() {
        assertError(
                Request.api().post("application/x-www-form-urlencoded", "grant_type=client_credentials&client_id=%00"),
                400,
                "invalid_request",
                "Parameter 'client_id' holds a character that is not allowed");
    }
}
