package io.github.apiauth.keycloak.contractfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.legacyapi.Answer;
import io.github.apiauth.keycloak.legacyapi.BodyFormat;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Failure;
import io.github.apiauth.keycloak.legacyapi.Failure.Cause;
import io.github.apiauth.keycloak.legacyapi.IssuedToken;
import io.github.apiauth.keycloak.legacyapi.Plugin;
import io.github.apiauth.keycloak.legacyapi.RequestRules.DefaultScope;
import io.github.apiauth.keycloak.legacyapi.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contracts that docs/legacy-api.md walks through. */
class ExampleContractsTest {

    private final Contract passport = example("passport");
    private final Contract odd = example("odd");

    @Test
    void givenPassport_thenItsEndpoints() {
        assertThat(passport.base()).isEqualTo("oauth");
        assertThat(passport.routes())
                .isEqualTo(Map.of(
                        Endpoint.TOKEN,
                                new Route(
                                        "token",
                                        List.of("POST", "OPTIONS"),
                                        Set.of(BodyFormat.FORM, BodyFormat.JSON),
                                        false),
                        Endpoint.AUTHORIZE,
                                new Route("authorize", List.of("GET", "OPTIONS"), Set.of(BodyFormat.FORM), true)));
    }

    @Test
    void givenPassportToken_thenRfc6749() {
        assertAnswer(
                passport.issued(token("password", "r")),
                200,
                "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"a\",\"refresh_token\":\"r\"}");
        assertAnswer(
                passport.issued(token("client_credentials", null)),
                200,
                "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"a\"}");
    }

    @Test
    void givenPassportFailure_thenItsWords() {
        assertAnswer(
                passport.failed(failure(Cause.CLIENT, 401, "invalid_client", "password")),
                401,
                "{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed\","
                        + "\"message\":\"Client authentication failed\"}");
        assertAnswer(
                passport.failed(failure(Cause.GRANT, 400, "invalid_grant", "password")),
                400,
                "{\"error\":\"invalid_grant\",\"error_description\":\"The user credentials were incorrect.\","
                        + "\"message\":\"The user credentials were incorrect.\"}");
        assertAnswer(
                passport.failed(failure(Cause.GRANT, 400, "invalid_grant", "refresh_token")),
                400,
                "{\"error\":\"invalid_grant\",\"error_description\":\"Because\",\"message\":\"Because\"}");
    }

    @Test
    void givenOdd_thenItsRequests() {
        assertThat(odd.base()).isEqualTo("service/v1");
        assertThat(odd.routes().get(Endpoint.TOKEN)).extracting(Route::path).isEqualTo("login.do");
        assertThat(odd.requests().aliases())
                .isEqualTo(Map.of(
                        "client_id", List.of("appid"),
                        "client_secret", List.of("secret"),
                        "username", List.of("login")));
        assertThat(odd.requests().scopeSeparators()).isEqualTo(",");
        assertThat(odd.requests().defaultScopes())
                .isEqualTo(Map.of(
                        "password", new DefaultScope(List.of("read"), false),
                        "client_credentials", new DefaultScope(List.of("read", "write"), true)));
    }

    @Test
    void givenOddToken_thenItsResult() {
        Answer answer = odd.issued(token("password", "r"));
        assertAnswer(
                answer,
                200,
                "{\"status\":\"success\",\"code\":200,\"result\":{\"token\":\"a\",\"type\":\"bearer\",\"ttl\":3600,"
                        + "\"renew\":\"r\",\"rights\":[\"read\",\"write\"]},\"message\":\"Welcome\"}");
        assertThat(answer.headers()).isEqualTo(Map.of("X-Api-Version", "1"));
        assertThat(text(odd.issued(token("refresh_token", "r")))).endsWith("\"message\":\"Welcome back\"}");
    }

    @Test
    void givenOddRevocationAndIntrospection_thenTheirResult() {
        assertAnswer(odd.revoked(), 200, "{\"status\":\"success\",\"code\":200,\"result\":null}");
        assertAnswer(
                odd.introspected("{\"active\":false}"),
                200,
                "{\"status\":\"success\",\"code\":200,\"result\":{\"active\":false}}");
    }

    @Test
    void givenOddPlugins_thenModules() {
        assertAnswer(
                odd.plugins(List.of()),
                200,
                "{\"status\":\"success\",\"code\":200,\"result\":{\"modules\":[],\"count\":0},\"message\":\"No modules\"}");
        assertThat(text(odd.plugins(List.of(new Plugin("a", true, "A", null, null)))))
                .contains(
                        "\"modules\":[{\"id\":\"a\",\"on\":true,\"label\":\"A\"}],\"count\":1},\"message\":\"1 module\"");
        assertThat(text(odd.plugins(
                        List.of(new Plugin("a", true, null, null, null), new Plugin("b", false, null, null, null)))))
                .contains(
                        "[{\"id\":\"a\",\"on\":true},{\"id\":\"b\",\"on\":false}],\"count\":2},\"message\":\"2 modules\"");
    }

    @Test
    void givenOddFailure_thenWith200() {
        assertAnswer(
                odd.failed(failure(Cause.CLIENT, 401, "invalid_client", "password")),
                200,
                "{\"status\":\"error\",\"code\":\"invalid_client\",\"message\":\"Because\"}");
        assertAnswer(
                odd.failed(failure(Cause.GRANT, 400, "invalid_grant", "password")),
                200,
                "{\"status\":\"error\",\"code\":\"wrong_login\",\"message\":\"The login or the password is wrong\"}");
        assertAnswer(
                odd.failed(failure(Cause.RATE_LIMIT, 429, "rate_limit_exceeded", null)),
                503,
                "{\"status\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"Try again later: Because\"}");
    }

    private static Contract example(String id) {
        Contract contract = ContractFile.read(Path.of("../docs/examples/legacy-api", id + ".json"));
        assertThat(contract.id()).isEqualTo(id);
        return contract;
    }

    private static IssuedToken token(String grant, @Nullable String refreshToken) {
        return new IssuedToken(grant, "a", "Bearer", 3600, refreshToken, "read write", null, Map.of("x", 1));
    }

    private static Failure failure(Cause cause, int status, String code, @Nullable String grant) {
        return new Failure(cause, status, code, "Because", Endpoint.TOKEN, grant);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }

    private static void assertAnswer(Answer answer, int status, String body) {
        assertThat(text(answer)).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.mediaType()).isEqualTo("application/json");
    }
}
