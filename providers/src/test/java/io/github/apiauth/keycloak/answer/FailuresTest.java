package io.github.apiauth.keycloak.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.legacyapi.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

    @ParameterizedTest(name = "{0} {1} (authenticated {2}, {3}) is {4} {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "401, invalid_client, false, client_credentials, 401, invalid_client",
                "400, invalid_client, false, client_credentials, 401, invalid_client",
                "401, unauthorized_client, false, password, 401, invalid_client",
                "400, unauthorized_client, false, -, 401, invalid_client",
                "401, unauthorized_client, true, client_credentials, 401, unauthorized_client",
                "400, unauthorized_client, true, password, 400, unauthorized_client",
                "400, invalid_client, true, password, 400, unauthorized_client",
                "400, invalid_grant, true, password, 400, invalid_grant",
                "400, invalid_grant, true, refresh_token, 400, invalid_grant",
                "400, invalid_grant, true, authorization_code, 400, invalid_grant",
                "400, invalid_scope, true, client_credentials, 400, invalid_scope",
                "400, authorization_pending, true, urn:ietf:params:oauth:grant-type:device_code, 400, authorization_pending",
                "403, invalid_request, false, -, 403, invalid_request",
                "403, Invalid origin, true, password, 403, access_denied",
                "401, HTTP 401 Unauthorized, false, -, 401, invalid_client",
                "404, Realm does not exist, false, -, 404, invalid_request",
                "405, HTTP 405 Method Not Allowed, false, -, 405, invalid_request",
                "413, -, false, -, 413, invalid_request",
                "400, unknown_error, true, -, 400, invalid_request",
                "500, unknown_error, true, password, 500, server_error",
                "503, -, false, -, 503, server_error",
            })
    void givenKeycloaksError_thenAsContractsKnowIt(
            int status,
            String error,
            boolean authenticated,
            String grantType,
            int expectedStatus,
            String expectedCode) {
        Failure answered = Failures.ofKeycloak(status, error, null, authenticated, null, grantType);
        assertThat(answered.status()).isEqualTo(expectedStatus);
        assertThat(answered.code()).isEqualTo(expectedCode);
        assertThat(answered.description()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"400, invalid_request, Missing form parameter: grant_type", "400, invalid_grant, Code not valid"})
    void givenDescription_thenKept(int status, String error, String description) {
        assertThat(Failures.ofKeycloak(status, error, description, false, null, null)
                        .description())
                .isEqualTo(description);
    }

    @Test
    void givenServerError_thenItsDescriptionIsNotRepeated() {
        assertThat(Failures.ofKeycloak(500, "boom", "SELECT * FROM users", true, null, null)
                        .description())
                .doesNotContain("SELECT");
    }

    /** RFC 6749 §5.2 has them in no error_description. */
    @Test
    void givenCharactersOfTheRequestInADescription_thenThoseThatAreNotAllowedAreReplaced() {
        assertThat(Failures.of(400, "invalid_scope", "Invalid scopes: r\"e\\a\nd\u00e9", null, null)
                        .description())
                .isEqualTo("Invalid scopes: r?e?a?d?");
    }
}
