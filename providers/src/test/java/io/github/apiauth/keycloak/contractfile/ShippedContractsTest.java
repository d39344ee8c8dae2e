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
import io.github.apiauth.keycloak.legacyapi.RequestRules.Tolerance;
import io.github.apiauth.keycloak.legacyapi.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pack's own contracts answer, to the byte. */
class ShippedContractsTest {

    private final Contract office = shipped("office");
    private final Contract community = shipped("community");

    @Test
    void givenOfficeToken_thenEnvelope() {
        assertAnswer(
                office.issued(token("client_credentials", "r", "read write", null, Map.of())),
                200,
                "{\"error\":false,\"data\":{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                        + "\"refresh_token\":\"r\",\"scope\":\"read write\"},\"message\":\"Token issued\"}");
    }

    @Test
    void givenOfficeTokenWithoutRefreshToken_thenLeftOut() {
        assertAnswer(
                office.issued(token("password", null, "read", null, Map.of())),
                200,
                "{\"error\":false,\"data\":{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                        + "\"scope\":\"read\"},\"message\":\"Token issued\"}");
    }

    @Test
    void givenOfficeTokenWithMembersOfTheGrant_thenLastAndInOrder() {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("issued_token_type", "x");
        more.put("list", List.of(1, true, "é\"/"));
        more.put("nothing", null);
        assertAnswer(
                office.issued(token("urn:ietf:params:oauth:grant-type:token-exchange", null, "read openid", "i", more)),
                200,
                "{\"error\":false,\"data\":{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                        + "\"scope\":\"read openid\",\"id_token\":\"i\",\"issued_token_type\":\"x\","
                        + "\"list\":[1,true,\"é\\\"/\"],\"nothing\":null},\"message\":\"Token issued\"}");
    }

    @Test
    void givenOfficeRefresh_thenItsMessage() {
        assertThat(text(office.issued(token("refresh_token", "r", "read", null, Map.of()))))
                .endsWith("},\"message\":\"Token refreshed\"}");
    }

    @Test
    void givenOfficeRevocation_thenEnvelope() {
        assertAnswer(office.revoked(), 200, "{\"error\":false,\"data\":{},\"message\":\"Token revoked\"}");
    }

    @Test
    void givenOfficeIntrospection_thenItsJsonInTheEnvelope() {
        assertAnswer(
                office.introspected("{\"active\":true,\"n\":[1.50,\"é\"]}"),
                200,
                "{\"error\":false,\"data\":{\"active\":true,\"n\":[1.50,\"é\"]},\"message\":\"Token introspected\"}");
    }

    @Test
    void givenOfficePlugins_thenEnvelope() {
        assertAnswer(office.plugins(List.of()), 200, "{\"error\":false,\"data\":[],\"message\":\"0 plugins\"}");
        assertAnswer(
                office.plugins(List.of(new Plugin("a", false, null, null, null))),
                200,
                "{\"error\":false,\"data\":[{\"name\":\"a\",\"is_activated\":false}],\"message\":\"1 plugin\"}");
        assertAnswer(
                office.plugins(List.of(
                        new Plugin("a", true, "A", "The \"a\"\n", "https://api.example.com/a"),
                        new Plugin("b", false, null, "B", null))),
                200,
                "{\"error\":false,\"data\":[{\"name\":\"a\",\"is_activated\":true,\"title\":\"A\",\"description\":\"The"
                        + " \\\"a\\\"\\n\",\"url\":\"https://api.example.com/a\"},{\"name\":\"b\",\"is_activated\":false,"
                        + "\"description\":\"B\"}],\"message\":\"2 plugins\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "GRANT, 400, password, 401",
        "GRANT, 400, refresh_token, 401",
        "GRANT, 400, authorization_code, 400",
        "GRANT, 400, , 400",
        "CLIENT, 401, password, 401",
        "SCOPE, 400, refresh_token, 400",
        "RATE_LIMIT, 429, password, 429",
        "SERVER, 500, , 500",
    })
    void givenOfficeFailure_thenEnvelopeAndItsStatus(Cause cause, int status, @Nullable String grant, int answered) {
        assertAnswer(
                office.failed(new Failure(cause, status, "code", "It's wrong", Endpoint.TOKEN, grant)),
                answered,
                "{\"error\":true,\"data\":{\"error\":\"code\",\"error_description\":\"It's wrong\"},"
                        + "\"message\":\"It's wrong\"}");
    }

    @Test
    void givenOffice_thenItsEndpoints() {
        assertThat(office.base()).isEmpty();
        assertThat(office.routes())
                .containsOnlyKeys(Endpoint.values())
                .containsEntry(
                        Endpoint.AUTHORIZE,
                        new Route(
                                "api/v2/oauth/authorize",
                                List.of("GET", "OPTIONS", "POST"),
                                Set.of(BodyFormat.JSON, BodyFormat.FORM),
                                true))
                .containsEntry(
                        Endpoint.PLUGINS, new Route("api/v2/plugins", List.of("GET", "OPTIONS"), Set.of(), false));
    }

    @Test
    void givenOffice_thenItsRequests() {
        assertThat(office.requests().aliases()).isEmpty();
        assertThat(office.requests().scopeSeparators()).isEqualTo(" ");
        assertThat(office.requests().defaultScopes())
                .containsOnlyKeys("authorization_code", "implicit", "password", "client_credentials")
                .containsEntry("password", new DefaultScope(List.of("read"), false));
        assertThat(office.requests().tolerances())
                .containsExactlyInAnyOrder(Tolerance.NUMBERS, Tolerance.TRAILING_SLASH);
    }

    @Test
    void givenCommunityToken_thenFlat() {
        assertAnswer(
                community.issued(token("password", "r", "read", null, Map.of())),
                200,
                "{\"access_token\":\"a\",\"expires_in\":3600,\"token_type\":\"Bearer\",\"scope\":\"read\","
                        + "\"refresh_token\":\"r\"}");
        assertAnswer(
                community.issued(token("client_credentials", null, "read", null, Map.of("x", 1))),
                200,
                "{\"access_token\":\"a\",\"expires_in\":3600,\"token_type\":\"Bearer\",\"scope\":\"read\",\"x\":1}");
    }

    @Test
    void givenCommunityRevocation_thenFlat() {
        assertAnswer(community.revoked(), 200, "{\"revoked\":true}");
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT, 401, client_credentials, 400",
        "MEDIA_TYPE, 415, , 400",
        "GRANT, 400, password, 401",
        "GRANT, 400, refresh_token, 400",
        "SCOPE, 400, password, 400",
    })
    void givenCommunityFailure_thenFlatAndItsStatus(Cause cause, int status, @Nullable String grant, int answered) {
        assertAnswer(
                community.failed(new Failure(cause, status, "code", "Wrong", Endpoint.TOKEN, grant)),
                answered,
                "{\"error\":\"code\",\"error_description\":\"Wrong\"}");
    }

    @Test
    void givenWrongMethodInCommunity_thenWithTheUriOfTheOldServer() {
        assertAnswer(
                community.failed(new Failure(Cause.METHOD, 405, "code", "Wrong", Endpoint.REVOKE, null)),
                405,
                "{\"error\":\"code\",\"error_description\":\"Wrong\","
                        + "\"error_uri\":\"http://tools.ietf.org/html/rfc6749#section-3.2\"}");
    }

    @Test
    void givenCommunity_thenItsEndpointsAndRequests() {
        assertThat(community.base()).isEqualTo("restful_api");
        assertThat(community.routes()).containsOnlyKeys(Endpoint.TOKEN, Endpoint.AUTHORIZE, Endpoint.REVOKE);
        assertThat(community.routes().get(Endpoint.AUTHORIZE))
                .extracting(Route::pages)
                .isEqualTo(false);
        assertThat(community.requests().defaultScopes())
                .containsEntry("client_credentials", new DefaultScope(List.of("read", "write"), true));
        assertThat(community.requests().tolerances()).containsExactlyInAnyOrder(Tolerance.values());
    }

    private static IssuedToken token(
            String grant,
            @Nullable String refreshToken,
            String scope,
            @Nullable String idToken,
            Map<String, Object> more) {
        return new IssuedToken(grant, "a", "Bearer", 3600, refreshToken, scope, idToken, more);
    }

    private static Contract shipped(String id) {
        return ContractFile.shipped().stream()
                .filter(contract -> contract.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }

    private static void assertAnswer(Answer answer, int status, String body) {
        assertThat(text(answer)).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.mediaType()).isEqualTo("application/json");
        assertThat(answer.headers()).isEmpty();
    }
}
