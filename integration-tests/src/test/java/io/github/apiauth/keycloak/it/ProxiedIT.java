package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.ProxiedServer;
import io.github.apiauth.keycloak.it.server.Request;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lane and legacy paths behind a reverse proxy that serves {@code https://api.example.com}, with Keycloak below {@code /auth} and
 * legacy paths of two realms.
 */
@OwnServer
class ProxiedIT {

    private static final String PUBLIC = "https://api.example.com/auth/realms/";

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
