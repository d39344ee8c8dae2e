package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.Envelopes.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Realms;
import io.github.apiauth.keycloak.it.server.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two contracts side by side in one realm, and realms that have chosen one of them, each time in a realm of its own. */
@Once
class TwoContractsIT {

    private static final String APP = "app";
    private static final String SECRET = "app-secret";
    private static final String OFFICE = "/rest/api/v2/oauth";
    private static final String COMMUNITY = "/rest/restful_api";
    private static final String NOTHING_HERE = "There is nothing here: check the realm and the path";
    private static final AtomicInteger REALMS = new AtomicInteger();

    private final String realm = "contracts-" + REALMS.incrementAndGet();

    @Test
    void givenBoth_thenEachAnswersOnItsPath() {
        create("office", "community");
        Answer office = credentials(OFFICE);
        assertThat(office.json().fieldNames()).toIterable().containsExactly("error", "data", "message");
        assertThat(office.data().fieldNames())
                .toIterable()
                .containsExactly("access_token", "token_type", "expires_in", "scope");
        Answer community = credentials(COMMUNITY);
        assertThat(community.json().fieldNames())
                .toIterable()
                .containsExactly("access_token", "expires_in", "token_type", "scope");
    }

    @Test
    void givenNoScope_thenTheDefaultOfTheContract() {
        create("office", "community");
        assertThat(credentials(OFFICE).data("scope")).isEqualTo("read");
        assertThat(credentials(COMMUNITY).json().path("scope").asText()).isEqualTo("read write");
    }

    @Test
    void givenTokenOfOneContract_thenTheOtherRefreshesAndRevokesIt() {
        create("office", "community");
        AdminApi.shared().createUser(realm, "jane", "jane@example.com", "jane-password", Map.of());
        String token = at(COMMUNITY + "/token")
                .basic(APP, SECRET)
                .form("grant_type", "password", "username", "jane", "password", "jane-password")
                .json()
                .path("refresh_token")
                .asText();
        Answer refreshed =
                at(OFFICE + "/token").basic(APP, SECRET).json("grant_type", "refresh_token", "refresh_token", token);
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        assertThat(at(COMMUNITY + "/revoke")
                        .basic(APP, SECRET)
                        .form("token", refreshed.data("refresh_token"))
                        .body())
                .isEqualTo("{\"revoked\":true}");
        assertThat(at(OFFICE + "/token")
                        .basic(APP, SECRET)
                        .json("grant_type", "refresh_token", "refresh_token", refreshed.data("refresh_token"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void givenPathThatIsNot_thenTheContractWithTheLongestBaseAnswers() {
        create("office", "community");
        for (String path : List.of("/rest", "/rest/nothing", "/rest/restful_apis/token", OFFICE + "/nothing")) {
            assertError(at(path).method("GET"), 404, "invalid_request", NOTHING_HERE);
        }
        for (String path : List.of(COMMUNITY, COMMUNITY + "/nothing", COMMUNITY + "/introspect")) {
            assertFlat(at(path).form("token", "x"), 404, "invalid_request", NOTHING_HERE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "BREW"})
    void givenMethodThatIsNot_thenTheContractOfThePathSaysWhichAre(String method) {
        create("office", "community");
        String message = "The method is not allowed here: the Allow header names those that are";
        Answer office = at(OFFICE + "/token").method(method);
        assertError(office, 405, "invalid_request", message);
        assertThat(office.header("Allow")).containsExactly("OPTIONS, POST");
        Answer community = at(COMMUNITY + "/token").method(method);
        assertThat(community.status()).isEqualTo(405);
        assertThat(community.json().path("error_description").asText()).isEqualTo(message);
        assertThat(community.json().has("message")).isFalse();
        assertThat(community.header("Allow")).containsExactly("POST, OPTIONS");
    }

    @Test
    void givenLongBody_thenTheContractOfThePathAnswers() {
        create("office", "community");
        String body = " ".repeat(64 * 1024 + 1);
        String message = "The body is longer than 65536 bytes";
        assertError(at(OFFICE + "/token").json(body), 413, "invalid_request", message);
        assertFlat(at(COMMUNITY + "/token").json(body), 413, "invalid_request", message);
    }

    @Test
    void givenBodyOfAnotherType_thenTheContractOfThePathNamesThoseThatItTakes() {
        create("office", "community");
        assertError(
                at(OFFICE + "/token").post("text/plain", "x"),
                415,
                "invalid_request",
                "Content-Type must be application/json or application/x-www-form-urlencoded");
        assertFlat(
                at(COMMUNITY + "/token").post("text/plain", "x"),
                400,
                "invalid_request",
                "Content-Type must be application/json, application/x-www-form-urlencoded or multipart/form-data");
    }

    @Test
    void givenFormInParts_thenOnlyTheContractThatTakesItReadsIt() {
        create("office", "community");
        String form =
                "--x\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_credentials\r\n--x--\r\n";
        String type = "multipart/form-data; boundary=x";
        assertThat(at(COMMUNITY + "/token").basic(APP, SECRET).post(type, form).status())
                .isEqualTo(200);
        assertThat(at(OFFICE + "/token").basic(APP, SECRET).post(type, form).status())
                .isEqualTo(415);
        assertThat(at(COMMUNITY + "/authorize").post(type, form).status()).isEqualTo(400);
    }

    @Test
    void givenWrongCredentials_thenTheStatusOfTheContract() {
        create("office", "community");
        String message = "Invalid client or Invalid client credentials";
        assertError(
                at(OFFICE + "/token").basic(APP, "wrong").form("grant_type", "client_credentials"),
                401,
                "invalid_client",
                message);
        Answer community = at(COMMUNITY + "/token").basic(APP, "wrong").form("grant_type", "client_credentials");
        assertFlat(community, 400, "invalid_client", message);
        assertThat(community.header("WWW-Authenticate")).isEmpty();
    }

    /** What the pack has counted on one path is counted for the other. */
    @Test
    void givenTooMany_thenTheContractOfThePathSaysHowLongToWait() {
        create("office", "community");
        AdminApi.shared()
                .setClientPolicy(
                        realm,
                        "token-rate-limit",
                        Map.of("requests", 2, "period", 86_400, "address-requests", 1000),
                        "any-client",
                        Map.of());
        assertThat(credentials(OFFICE).status()).isEqualTo(200);
        assertThat(credentials(COMMUNITY).status()).isEqualTo(200);
        Answer office = credentials(OFFICE);
        String wait = office.header("Retry-After").get(0);
        assertError(office, 429, "rate_limit_exceeded", "Rate limit exceeded, wait " + wait + " seconds");
        Answer community = credentials(COMMUNITY);
        wait = community.header("Retry-After").get(0);
        assertFlat(community, 429, "rate_limit_exceeded", "Rate limit exceeded, wait " + wait + " seconds");
    }

    @Test
    void givenCommunityOnly_thenTheRealmHasNoOfficeLane() {
        create("community");
        assertThat(credentials(COMMUNITY).status()).isEqualTo(200);
        for (String path : List.of("/rest", "/rest/nothing", OFFICE + "/token", "/rest/api/v2/plugins")) {
            assertKeycloaksOwn404(path);
        }
    }

    @Test
    void givenOfficeOnly_thenTheRealmHasNoCommunityLane() {
        create("office");
        assertThat(credentials(OFFICE).status()).isEqualTo(200);
        for (String path : List.of(COMMUNITY, COMMUNITY + "/token", COMMUNITY + "/authorize")) {
            assertKeycloaksOwn404(path);
        }
    }

    @Test
    void givenChoiceOfNone_thenKeycloaksOwnEndpointsTakeJsonAndThereIsNoLane() {
        create();
        assertKeycloaksOwn404(OFFICE + "/token");
        assertKeycloaksOwn404(COMMUNITY + "/token");
        assertThat(standardJson()).isEqualTo(200);
    }

    @Test
    void givenChangedChoice_thenItHoldsAtOnce() {
        create("community");
        assertThat(credentials(COMMUNITY).status()).isEqualTo(200);
        AdminApi.shared().put("/realms/" + realm + "/client-policies/profiles", Realms.profiles());
        assertThat(credentials(OFFICE).status()).isEqualTo(200);
        assertThat(credentials(COMMUNITY).status()).isEqualTo(200);
        AdminApi.shared().put("/realms/" + realm + "/client-policies/policies", Map.of("policies", List.of()));
        assertKeycloaksOwn404(OFFICE + "/token");
        assertKeycloaksOwn404(COMMUNITY + "/token");
        assertThat(standardJson()).isEqualTo(400);
    }

    @Test
    void givenContractThatThereIsNot_thenTheOthersAnswer() {
        create("community", "no-such-contract");
        assertThat(credentials(COMMUNITY).status()).isEqualTo(200);
        assertKeycloaksOwn404(OFFICE + "/token");
    }

    private void create(String... contracts) {
        Map<String, Object> created = new HashMap<>(Map.of(
                "realm",
                realm,
                "enabled",
                true,
                "clientScopes",
                List.of(scope("read"), scope("write")),
                "clients",
                List.of(Map.of(
                        "clientId",
                        APP,
                        "secret",
                        SECRET,
                        "serviceAccountsEnabled",
                        true,
                        "directAccessGrantsEnabled",
                        true,
                        "optionalClientScopes",
                        List.of("read", "write")))));
        AdminApi.shared().createRealm(Realms.withLane(created, List.of(contracts)));
    }

    private static Map<String, Object> scope(String name) {
        return Map.of(
                "name", name, "protocol", "openid-connect", "attributes", Map.of("include.in.token.scope", "true"));
    }

    private Answer credentials(String base) {
        return at(base + "/token").basic(APP, SECRET).form("grant_type", "client_credentials");
    }

    private Request at(String path) {
        return Request.to("/realms/" + realm + path);
    }

    private int standardJson() {
        return at("/protocol/openid-connect/token")
                .json("grant_type", "client_credentials", "client_id", APP, "client_secret", SECRET)
                .status();
    }

    private void assertKeycloaksOwn404(String path) {
        Answer keycloaks = at("/no-such-resource").method("GET");
        Answer answer = at(path).undescribed().method("GET");
        assertThat(answer.status()).isEqualTo(keycloaks.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo(keycloaks.body());
        assertThat(at(path).undescribed().json("grant_type", "x").status()).isEqualTo(404);
    }

    private static void assertFlat(Answer answer, int status, String error, String description) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
        assertThat(answer.header("Content-Type")).containsExactly("application/json");
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
    }
}
