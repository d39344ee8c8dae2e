package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.ProxiedServer;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.Signed;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lane and legacy paths behind a reverse proxy that serves {@code https://api.example.com}, with Keycloak below {@code /auth} and
 * legacy paths of two realms.
 */
@Once
@OwnServer
class ProxiedIT {

    private static final String PUBLIC = "https://api.example.com/auth/realms/";

    private static final AdminApi ADMIN = new AdminApi(ProxiedServer.shared().url());
    private static final String SIGNING = "signing-app";
    private static final String SIGNING_SECRET = "a-secret-that-is-long-enough-for-hs256";

    static Stream<Arguments> addresses() {
        return Stream.of(
                Arguments.of("/realms/api/rest/api/v2/oauth/token", SERVER_APP, secret(SERVER_APP), "api"),
                Arguments.of("/rest/api/v2/oauth/token", SERVER_APP, secret(SERVER_APP), "api"),
                Arguments.of("/restful_api/token", "old-app", "old-secret", "trapped"));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void givenToken_thenItsIssuerIsThePublicAddressOfItsRealm(
            String path, String client, String clientSecret, String realm) {
        Answer answer = proxied(path).basic(client, clientSecret).json("grant_type", "client_credentials");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(Jwt.claims(answer.data("access_token")).path("iss").asText()).isEqualTo(PUBLIC + realm);
    }

    @Test
    void givenAnotherRealmsClient_thenUnknown() {
        assertThat(proxied("/restful_api/token")
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .json("grant_type", "client_credentials")
                        .data("error"))
                .isEqualTo("invalid_client");
    }

    @Test
    void givenAuthorization_thenPageAndCookiesAreOfThePublicAddress() {
        Answer page = proxied("/rest/api/v2/oauth/authorize?response_type=code&client_id=web-app")
                .method("GET");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("action=\"" + PUBLIC + "api/login-actions/authenticate?");
        assertThat(page.header("Set-Cookie")).isNotEmpty().allSatisfy(cookie -> assertThat(List.of(cookie.split("; ?")))
                .contains("Path=/auth/realms/api/", "Secure"));
    }

    @Test
    void givenOrigin_thenCorsIsTheClients() {
        Answer answer = proxied("/rest/api/v2/oauth/token")
                .header("Origin", "http://localhost:3000")
                .basic(WEB_APP, secret(WEB_APP))
                .json("grant_type", "client_credentials");
        assertThat(answer.header("Access-Control-Allow-Origin")).containsExactly("http://localhost:3000");
    }

    /** The client calls the proxy, which may put {@code /auth} before what it was called with (docs/legacy-paths.md). */
    @ParameterizedTest
    @CsvSource({
        "/realms/api/rest/api/v2/oauth/token, https://api.example.com/auth/realms/api/rest/api/v2/oauth/token, 200",
        "/rest/api/v2/oauth/token, https://api.example.com/rest/api/v2/oauth/token, 200",
        "/rest/api/v2/oauth/token, https://api.example.com/auth/rest/api/v2/oauth/token, 200",
        "/rest/api/v2/oauth/token, https://api.example.com/auth/realms/api, 200",
        "/rest/api/v2/oauth/token, https://api.example.com/realms/api/rest/api/v2/oauth/token, 401",
        "/rest/api/v2/oauth/token, https://api.example.com/auth/auth/rest/api/v2/oauth/token, 401",
        "/rest/api/v2/oauth/token, http://api.example.com/rest/api/v2/oauth/token, 401",
        "/rest/api/v2/oauth/token, https://evil.example.com/rest/api/v2/oauth/token, 401",
        "/rest/api/v2/oauth/token, https://api.example.com/restful_api/token, 401",
    })
    void givenSignedRequest_thenItIsForTheAddressThatTheClientCalled(String path, String address, int status) {
        ADMIN.createServiceClient(
                "api", SIGNING, Map.of("clientAuthenticatorType", "client-secret-jwt", "secret", SIGNING_SECRET));
        try {
            assertThat(assertion(path, address).status()).isEqualTo(status);
        } finally {
            ADMIN.delete(ADMIN.client("api", SIGNING));
        }
        Answer bound = proxied(path)
                .basic(SERVER_APP, secret(SERVER_APP))
                .header("DPoP", Signed.proof(Signed.key(), "POST", address, null))
                .form("grant_type", "client_credentials");
        boolean isIssuer = address.endsWith("/realms/api");
        assertThat(bound.status()).as(bound.body()).isEqualTo(status == 200 && !isIssuer ? 200 : 400);
    }

    @Test
    void givenForwardedPrefix_thenItBelongsToTheAddress() {
        Answer bound = proxied("/rest/api/v2/oauth/token")
                .header("X-Forwarded-Prefix", "/sso")
                .basic(SERVER_APP, secret(SERVER_APP))
                .header(
                        "DPoP",
                        Signed.proof(
                                Signed.key(), "POST", "https://api.example.com/sso/auth/rest/api/v2/oauth/token", null))
                .form("grant_type", "client_credentials");
        assertThat(bound.status()).as(bound.body()).isEqualTo(200);
    }

    /** With an address of its own a realm has but that, whatever a request says of the host. */
    @Test
    void givenFrontendUrl_thenNoRequestChoosesTheHostOfAnAssertion() {
        ADMIN.put("/realms/trapped", Map.of("attributes", Map.of("frontendUrl", "https://id.example.com/sso")));
        ADMIN.createServiceClient(
                "trapped", SIGNING, Map.of("clientAuthenticatorType", "client-secret-jwt", "secret", SIGNING_SECRET));
        try {
            for (String address : List.of(
                    "https://id.example.com/sso/restful_api/token",
                    "https://id.example.com/restful_api/token",
                    "https://id.example.com/sso/realms/trapped/rest/api/v2/oauth/token")) {
                assertThat(assertion("/restful_api/token", address).status())
                        .as(address)
                        .isEqualTo(200);
            }
            assertThat(assertion("/restful_api/token", "https://api.example.com/restful_api/token")
                            .status())
                    .isEqualTo(401);
        } finally {
            ADMIN.delete(ADMIN.client("trapped", SIGNING));
            ADMIN.put("/realms/trapped", Map.of("attributes", Map.of("frontendUrl", "")));
        }
    }

    private static Answer assertion(String path, String audience) {
        return proxied(path)
                .form(
                        "grant_type",
                        "client_credentials",
                        "client_assertion_type",
                        Signed.ASSERTION_TYPE,
                        "client_assertion",
                        Signed.assertion(SIGNING, SIGNING_SECRET, audience));
    }

    /** Quarkus shows a filter nothing else: the proxy puts /auth before the prefixes. */
    @ParameterizedTest
    @ValueSource(strings = {"/restful_api/token", "/rest/api/v2/oauth/token", "/authrestful_api/token"})
    void givenPathOutsideTheRelativePath_thenNotMapped(String path) {
        Answer answer = Request.to(ProxiedServer.shared().url().resolve(path)).json("a", "b");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("\"data\"");
    }

    private static Request proxied(String path) {
        return Request.to(URI.create(ProxiedServer.shared().url() + path))
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "api.example.com")
                .header("X-Forwarded-Port", "443")
                .header("X-Forwarded-For", "203.0.113.7");
    }
}
