package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.Envelopes.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Clock;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.Realms;
import io.github.apiauth.keycloak.it.server.Request;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that the old server issued, after the cut-over, in a realm of their own. */
class OldTokensIT {

    private static final String REALM = "old-tokens";
    private static final String LANE = "/realms/" + REALM + "/rest/api/v2/oauth/";
    private static final String STANDARD = "/realms/" + REALM + "/protocol/openid-connect/";

    /** Single use, for users. */
    private static final String APP = "app";

    private static final String OTHER = "other-app";

    /** Reusable, for itself. */
    private static final String SERVER = "server";

    private static final String UNKNOWN = "Invalid refresh token";

    private static String john = "";

    @BeforeAll
    static void createRealm() {
        Map<String, Object> realm = new HashMap<>(Map.of(
                "realm",
                REALM,
                "enabled",
                true,
                "revokeRefreshToken",
                true,
                "eventsEnabled",
                true,
                "enabledEventTypes",
                List.of("REFRESH_TOKEN", "REFRESH_TOKEN_ERROR"),
                "clientScopes",
                List.of(scope("read"), scope("write")),
                "clients",
                List.of(client(APP), client(OTHER), client(SERVER)),
                "roles",
                Map.of("client", Map.of(SERVER, List.of(Map.of("name", "reusable-refresh-token"))))));
        realm.put(
                "clientProfiles",
                Realms.profiles(Map.of(
                        "name",
                        "reusable",
                        "executors",
                        List.of(Map.of("executor", "reusable-refresh-token", "configuration", Map.of())))));
        realm.put(
                "clientPolicies",
                Realms.policies(Map.of(
                        "name",
                        "reusable",
                        "enabled",
                        true,
                        "conditions",
                        List.of(Map.of(
                                "condition",
                                "client-roles",
                                "configuration",
                                Map.of("roles", List.of("reusable-refresh-token")))),
                        "profiles",
                        List.of("reusable"))));
        AdminApi.shared().post("/realms", realm);
        john = AdminApi.shared().createUser(REALM, "john", "john@example.com", "john-password", Map.of());
    }

    @AfterAll
    static void deleteRealm() {
        AdminApi.shared().delete("/realms/" + REALM);
    }

    private static Map<String, ?> scope(String name) {
        return Map.of(
                "name", name, "protocol", "openid-connect", "attributes", Map.of("include.in.token.scope", "true"));
    }

    private static Map<String, ?> client(String id) {
        return Map.of(
                "clientId",
                id,
                "secret",
                secret(id),
                "directAccessGrantsEnabled",
                true,
                "serviceAccountsEnabled",
                true,
                "attributes",
                Map.of("allow.token.introspection.without.audience.check", "true"),
                "optionalClientScopes",
                List.of("read", "write"));
    }

    private static String secret(String client) {
        return client + "-secret";
    }

    @Test
    void givenUsersToken_thenNewTokensOfItsUserAndScope() {
        Answer answer = refresh(APP, johns("read write"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("message").asText()).isEqualTo("Token refreshed");
        assertThat(answer.data("scope")).isEqualTo("read write");
        JsonNode claims = Jwt.claims(answer.data("access_token"));
        assertThat(claims.path("azp").asText()).isEqualTo(APP);
        assertThat(introspect(answer.data("access_token")).data("username")).isEqualTo("john");
    }

    @Test
    void givenUsersToken_thenTheNewRefreshTokenRotatesAsKeycloaksDo() {
        String second = refresh(APP, johns("read")).data("refresh_token");
        Answer third = refresh(APP, second);
        assertThat(third.status()).as(third.body()).isEqualTo(200);
        assertThat(third.data("scope")).isEqualTo("read");
        assertThat(refresh(APP, second).status()).isEqualTo(401);
    }

    @Test
    void givenKeycloaksOwnEndpoint_thenItTakesTheTokenToo() {
        String token = johns("read");
        Answer answer = Request.to(STANDARD + "token")
                .basic(APP, secret(APP))
                .form("grant_type", "refresh_token", "refresh_token", token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("scope").asText()).isEqualTo("read");
    }

    @Test
    void givenSecondUse_thenRefused() {
        String token = johns("read");
        assertThat(refresh(APP, token).status()).isEqualTo(200);
        assertError(refresh(APP, token), 401, "invalid_grant", UNKNOWN);
    }

    @Test
    void givenManyUsesAtOnce_thenOneSucceeds() {
        String token = johns("read");
        List<Answer> answers = Request.atOnce(50, () -> refresh(APP, token));
        assertThat(answers).extracting(Answer::status).containsOnly(200, 401).containsOnlyOnce(200);
    }

    @Test
    void givenTokenThatIsStoredAgain_thenAUsedOneStaysDead() {
        String token = johns("read");
        assertThat(refresh(APP, token).status()).isEqualTo(200);
        store(OldTokens.refresh(token, APP, "john", "read"));
        assertError(refresh(APP, token), 401, "invalid_grant", UNKNOWN);
    }

    @Test
    void givenTokenThatIsStoredAgain_thenAnUnusedOneIsChanged() {
        String token = johns("read write");
        store(OldTokens.ofClient(token, APP, "read"));
        Answer answer = refresh(APP, token);
        assertThat(answer.data("scope")).isEqualTo("read");
        assertThat(introspect(answer.data("access_token")).data("username")).isEqualTo("service-account-" + APP);
    }

    @Test
    void givenExpiredToken_thenRefused() {
        String token = OldTokens.random();
        Instant expires = Instant.now().plusSeconds(2);
        store(with(OldTokens.refresh(token, APP, "john", "read"), "expires", expires.getEpochSecond()));
        Clock.awaitAfter(expires);
        assertError(refresh(APP, token), 401, "invalid_grant", UNKNOWN);
    }

    @Test
    void givenAnotherClient_thenRefusedAndTheTokenStaysUsable() {
        String token = johns("read");
        assertError(
                refresh(OTHER, token),
                401,
                "invalid_grant",
                "Invalid refresh token. Token client and authorized client don't match");
        assertThat(refresh(APP, token).status()).isEqualTo(200);
    }

    @Test
    void givenWrongSecret_thenTheTokenStaysUsable() {
        String token = johns("read");
        assertThat(Request.to(LANE + "token")
                        .basic(APP, "wrong")
                        .json("grant_type", "refresh_token", "refresh_token", token)
                        .status())
                .isEqualTo(401);
        assertThat(refresh(APP, token).status()).isEqualTo(200);
    }

    @Test
    void givenLesserScope_thenGranted() {
        assertThat(refresh(APP, johns("read write"), "read").data("scope")).isEqualTo("read");
    }

    @Test
    void givenGreaterScope_thenRefusedWithoutASessionAndTheTokenStaysUsable() {
        String user = AdminApi.shared().createUser(REALM, "greta", "greta@example.com", "greta-password", Map.of());
        String token = OldTokens.random();
        store(OldTokens.refresh(token, APP, "greta", "read"));
        assertError(
                refresh(APP, token, "read write"),
                400,
                "invalid_scope",
                "Invalid scopes: write. The refresh token was not granted them");
        assertThat(AdminApi.shared().get("/realms/" + REALM + "/users/" + user + "/sessions"))
                .isEmpty();
        assertThat(refresh(APP, token).status()).isEqualTo(200);
        assertThat(AdminApi.shared().get("/realms/" + REALM + "/users/" + user + "/sessions"))
                .hasSize(1);
    }

    @Test
    void givenDisabledUser_thenRefusedUntilEnabledAgain() {
        String user = AdminApi.shared().createUser(REALM, "rita", "rita@example.com", "rita-password", Map.of());
        String token = OldTokens.random();
        store(OldTokens.refresh(token, APP, "rita", "read"));
        AdminApi.shared().put("/realms/" + REALM + "/users/" + user, Map.of("enabled", false));
        assertError(refresh(APP, token), 401, "invalid_grant", "User disabled");
        AdminApi.shared().put("/realms/" + REALM + "/users/" + user, Map.of("enabled", true));
        assertThat(refresh(APP, token).status()).isEqualTo(200);
    }

    @Test
    void givenUserWhoIsSignedOutEverywhere_thenRefused() {
        String user = AdminApi.shared().createUser(REALM, "nora", "nora@example.com", "nora-password", Map.of());
        String token = OldTokens.random();
        store(OldTokens.refresh(token, APP, "nora", "read"));
        Clock.awaitAfter(Instant.now());
        AdminApi.shared().post("/realms/" + REALM + "/users/" + user + "/logout", Map.of());
        assertError(refresh(APP, token), 401, "invalid_grant", "Stale token");
    }

    @Test
    void givenUserWhoIsRemoved_thenTheTokenIsGone() {
        String user = AdminApi.shared().createUser(REALM, "rosa", "rosa@example.com", "rosa-password", Map.of());
        String token = OldTokens.random();
        store(OldTokens.refresh(token, APP, "rosa", "read"));
        AdminApi.shared().delete("/realms/" + REALM + "/users/" + user);
        assertError(refresh(APP, token), 401, "invalid_grant", UNKNOWN);
    }

    @Test
    void givenClientsOwnReusableToken_thenItWorksAgainAndAgainForItsServiceAccount() {
        String token = OldTokens.random();
        store(OldTokens.ofClient(token, SERVER, "read write"));
        for (int i = 0; i < 3; i++) {
            Answer answer = refresh(SERVER, token);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(introspect(answer.data("access_token")).data("username")).isEqualTo("service-account-" + SERVER);
        }
        assertThat(Request.atOnce(10, () -> refresh(SERVER, token)))
                .extracting(Answer::status)
                .containsOnly(200);
        assertThat(session(refresh(SERVER, token))).isEqualTo(session(refresh(SERVER, token)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown-opaque-token", "one.dot", "a.b.c", "ünknown"})
    void givenUnknownToken_thenKeycloaksOwnRefusal(String token) {
        johns("read");
        assertError(refresh(APP, token), 401, "invalid_grant", UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {LANE + "revoke", STANDARD + "revoke"})
    void givenRevokedRefreshToken_thenRefusedForGood(String path) {
        String token = OldTokens.random();
        store(OldTokens.ofClient(token, SERVER, "read"));
        assertThat(Request.to(path)
                        .basic(SERVER, secret(SERVER))
                        .form("token", token)
                        .status())
                .isEqualTo(200);
        assertError(refresh(SERVER, token), 401, "invalid_grant", "Stale token");
        store(OldTokens.ofClient(token, SERVER, "read"));
        assertError(refresh(SERVER, token), 401, "invalid_grant", "Stale token");
    }

    @Test
    void givenRevocationByAnotherClient_thenRefusedAndTheTokenStaysUsable() {
        String token = johns("read");
        assertError(
                Request.to(LANE + "revoke").basic(OTHER, secret(OTHER)).json("token", token),
                400,
                "invalid_request",
                "Unmatching clients");
        assertThat(refresh(APP, token).status()).isEqualTo(200);
    }

    @Test
    void givenAccessToken_thenIntrospectedUntilItIsRevoked() {
        String token = OldTokens.random();
        Map<String, Object> stored = with(OldTokens.refresh(token, APP, "john", "read write"), "kind", "access");
        store(stored);
        JsonNode data = introspect(token).data();
        assertThat(data.path("active").asBoolean()).isTrue();
        assertThat(data.path("client_id").asText()).isEqualTo(APP);
        assertThat(data.path("username").asText()).isEqualTo("john");
        assertThat(data.path("sub").asText()).isEqualTo(john);
        assertThat(data.path("scope").asText()).isEqualTo("read write");
        assertThat(data.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(data.path("exp").asLong()).isEqualTo(stored.get("expires"));
        assertThat(Request.to(STANDARD + "token/introspect")
                        .basic(APP, secret(APP))
                        .form("token", token)
                        .json())
                .isEqualTo(data);
        Request.to(LANE + "revoke").basic(APP, secret(APP)).json("token", token);
        assertThat(introspect(token).data().toString()).isEqualTo("{\"active\":false}");
    }

    @Test
    void givenTokensAndClientThatMayAskForItsOwnAudienceOnly_thenInactive() {
        String client = AdminApi.shared().client(REALM, OTHER);
        String option = "allow.token.introspection.without.audience.check";
        AdminApi.shared().put(client, Map.of("clientId", OTHER, "attributes", Map.of(option, "false")));
        try {
            String token = OldTokens.random();
            store(with(OldTokens.refresh(token, APP, "john", "read"), "kind", "access"));
            for (String each : List.of(token, johns("read"))) {
                assertThat(Request.to(LANE + "introspect")
                                .basic(OTHER, secret(OTHER))
                                .json("token", each)
                                .data("active"))
                        .isEqualTo("false");
            }
        } finally {
            AdminApi.shared().put(client, Map.of("clientId", OTHER, "attributes", Map.of(option, "true")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "refresh_token"})
    void givenRefreshToken_thenIntrospectedAsKeycloaksUntilItIsUsed(String hint) {
        String token = johns("read write");
        JsonNode old = introspect(token, hint).data();
        String second = refresh(APP, token).data("refresh_token");
        JsonNode keycloaks = introspect(second, hint).data();
        assertThat(old.path("active").asBoolean()).isTrue();
        for (String same : List.of("active", "token_type", "typ", "client_id", "username", "iss", "aud")) {
            assertThat(old.path(same)).as(same).isEqualTo(keycloaks.path(same));
        }
        assertThat(old.path("sub").asText()).isEqualTo(john);
        assertThat(old.path("scope").asText()).isEqualTo("read write");
        assertThat(introspect(token, hint).data().toString()).isEqualTo("{\"active\":false}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "refresh_token"})
    void givenRefreshTokenThatIsRevoked_thenInactive(String hint) {
        String token = johns("read");
        Request.to(LANE + "revoke").basic(APP, secret(APP)).json("token", token);
        assertThat(introspect(token, hint).data("active")).isEqualTo("false");
    }

    @Test
    void givenRefreshTokenAndAnotherClientThatNamesItsKind_thenInactive() {
        Answer answer = Request.to(LANE + "introspect")
                .basic(OTHER, secret(OTHER))
                .json("token", johns("read"), "token_type_hint", "refresh_token");
        assertThat(answer.data("active")).isEqualTo("false");
    }

    @Test
    void givenAccessTokenForRefresh_thenItIsNone() {
        String access = OldTokens.random();
        store(with(OldTokens.refresh(access, APP, "john", "read"), "kind", "access"));
        assertError(refresh(APP, access), 401, "invalid_grant", UNKNOWN);
        assertThat(introspect(access, "refresh_token").data("active")).isEqualTo("false");
    }

    @Test
    void givenTokensThatCannotBeStored_thenEachIsToldWhyAndTheOthersAreStored() {
        Map<String, Object> good = OldTokens.refresh(OldTokens.random(), APP, "john", "read");
        Answer answer = OldTokens.send(
                AdminApi.shared(),
                REALM,
                List.of(
                        good,
                        with(good, "hash", "short"),
                        with(good, "kind", "id"),
                        with(good, "client", "nobody"),
                        with(good, "username", "nobody"),
                        with(good, "user", "john"),
                        with(good, "scope", List.of("read")),
                        with(good, "scope", "lesen und schrëiben"),
                        with(good, "username", "\0"),
                        with(good, "expires", "tomorrow"),
                        with(good, "expires", 1),
                        "token"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("stored").asInt()).isEqualTo(1);
        assertThat(answer.json().path("refused").findValuesAsText("index"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        assertThat(answer.json().path("refused").findValuesAsText("reason"))
                .containsExactly(
                        "'hash' must be the SHA-256 of the token, 64 hexadecimal digits",
                        "'kind' must be 'refresh' or 'access'",
                        "The realm has no client with the id in 'client': create it first",
                        "The realm has no user with the name in 'username': create it first",
                        "It has a member that is not known: it may have hash, kind, client, username, scope and expires",
                        "'scope' must be a string",
                        "'scope' must have at most 2000 characters, and none outside of ASCII",
                        "'username' holds a character that is not allowed",
                        "'expires' must be a number: seconds since 1970",
                        "It has expired: leave it out",
                        "It must be a JSON object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{                 | The body is no JSON",
                "{}                 | The body must be a JSON array of tokens",
                "''                 | The body must be a JSON array of tokens"
            })
    void givenNoArray_thenInvalidRequest(String body, String message) {
        Answer answer = AdminApi.shared().post(OldTokens.path(REALM), body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("errorMessage").asText()).isEqualTo(message);
    }

    @Test
    void givenMoreThanAThousand_thenInvalidRequest() {
        Answer answer = OldTokens.send(AdminApi.shared(), REALM, Collections.nCopies(1001, Map.of()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errorMessage").asText())
                .isEqualTo("The array holds 1001 tokens: send at most 1000 at once");
    }

    @Test
    void givenNoAdministrator_thenNeitherStoredNorCounted() {
        for (String method : List.of("GET", "POST")) {
            Request request = Request.to("/admin" + OldTokens.path(REALM));
            Answer answer = method.equals("GET") ? request.method(method) : request.json("[]");
            assertThat(answer.status()).isEqualTo(401);
        }
    }

    @Test
    void givenUse_thenItIsCounted() {
        String token = johns("read");
        JsonNode before = counts();
        refresh(APP, token);
        JsonNode after = counts();
        assertThat(after.path("live").asInt()).isEqualTo(before.path("live").asInt() - 1);
        assertThat(after.path("used").asInt()).isEqualTo(before.path("used").asInt() + 1);
    }

    @Test
    void givenRefreshes_thenTheirEventsAreKeycloaks() {
        String token = johns("read");
        refresh(APP, token);
        refresh(APP, token);
        assertThat(AdminApi.shared()
                        .get("/realms/" + REALM + "/events?type=REFRESH_TOKEN&max=1")
                        .path(0)
                        .path("details")
                        .fieldNames())
                .toIterable()
                .contains("refresh_token_id", "updated_refresh_token_id", "token_id", "scope", "lane");
        assertThat(AdminApi.shared()
                        .get("/realms/" + REALM + "/events?type=REFRESH_TOKEN_ERROR&max=1")
                        .path(0)
                        .path("error")
                        .asText())
                .isEqualTo("invalid_token");
    }

    private static String session(Answer refreshed) {
        return Jwt.claims(refreshed.data("access_token")).path("sid").asText("none");
    }

    private static String johns(String scope) {
        String token = OldTokens.random();
        store(OldTokens.refresh(token, APP, "john", scope));
        return token;
    }

    private static void store(Map<String, ?> token) {
        OldTokens.store(AdminApi.shared(), REALM, token);
    }

    private static Map<String, Object> with(Map<String, Object> token, String name, Object value) {
        Map<String, Object> changed = new HashMap<>(token);
        changed.put(name, value);
        return changed;
    }

    private static JsonNode counts() {
        return AdminApi.shared().get(OldTokens.path(REALM)).path("refresh");
    }

    private static Answer refresh(String client, String token) {
        return Request.to(LANE + "token")
                .basic(client, secret(client))
                .json("grant_type", "refresh_token", "refresh_token", token);
    }

    private static Answer refresh(String client, String token, String scope) {
        return Request.to(LANE + "token")
                .basic(client, secret(client))
                .json("grant_type", "refresh_token", "refresh_token", token, "scope", scope);
    }

    private static Answer introspect(String token) {
        return introspect(token, "");
    }

    private static Answer introspect(String token, String hint) {
        return Request.to(LANE + "introspect").basic(APP, secret(APP)).json("token", token, "token_type_hint", hint);
    }
}
