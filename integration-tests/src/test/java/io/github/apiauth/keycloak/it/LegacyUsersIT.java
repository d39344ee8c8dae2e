package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /admin/realms/{realm}/legacy-users}, by which {@code ./migrate} knows who is in a realm already. */
class LegacyUsersIT {

    private static final String REALM = "legacy-users";
    private static final String SECRET = "secret-of-a-viewer";

    /** The import takes attributes as they are, where the user profile would refuse some. */
    @BeforeAll
    static void createRealm() {
        AdminApi.shared()
                .createRealm(Map.of(
                        "realm",
                        REALM,
                        "enabled",
                        true,
                        "clients",
                        List.of(client("viewer"), client("asker")),
                        "users",
                        List.of(
                                user("list-1", "jane", Map.of("legacy_id", List.of("1"), "migrated", List.of("f1"))),
                                user("list-2", "unfinished", Map.of("legacy_id", List.of("2"))),
                                user("list-3", "stranger", Map.of("migrated", List.of("f3"), "colour", List.of("red"))),
                                Map.of("id", "list-4", "username", "unreachable"),
                                user(
                                        "list-5",
                                        "double",
                                        Map.of("legacy_id", List.of("50", "5"), "migrated", List.of("f50", "f5"))),
                                user("list-6", "long", Map.of("legacy_id", List.of("6".repeat(300)))),
                                serviceAccount("list-7", "viewer", "view-users"),
                                serviceAccount("list-8", "asker", "query-users"))));
    }

    @Test
    void givenUsers_thenWhoCameFromTheOldServerAndWhoDidNot() {
        assertThat(AdminApi.shared().get(path("")).toString())
                .isEqualTo("[{\"id\":\"list-1\",\"legacyId\":\"1\",\"migrated\":\"f1\"},"
                        + "{\"id\":\"list-2\",\"legacyId\":\"2\"},"
                        + "{\"id\":\"list-3\",\"username\":\"stranger\",\"email\":\"stranger@example.org\"},"
                        + "{\"id\":\"list-4\",\"username\":\"unreachable\"},"
                        + "{\"id\":\"list-5\",\"legacyId\":\"5\",\"migrated\":\"f5\"},"
                        + "{\"id\":\"list-6\",\"username\":\"long\",\"email\":\"long@example.org\"},"
                        + "{\"id\":\"list-7\",\"username\":\"service-account-viewer\"},"
                        + "{\"id\":\"list-8\",\"username\":\"service-account-asker\"}]");
    }

    @Test
    void givenShortPages_thenEachUserOnce() {
        List<JsonNode> all = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String after = "";
        JsonNode page;
        do {
            page = AdminApi.shared().get(path("?max=3&after=" + after));
            page.forEach(all::add);
            sizes.add(page.size());
            after = page.path(page.size() - 1).path("id").asText();
        } while (!page.isEmpty());
        assertThat(sizes).containsExactly(3, 3, 2, 0);
        assertThat(all)
                .containsExactlyElementsOf(
                        StreamSupport.stream(AdminApi.shared().get(path("")).spliterator(), false)
                                .toList());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "max=0, 'max' must be a number from 1 to 10000",
                "max=10001, 'max' must be a number from 1 to 10000",
                "max=many, 'max' must be a number from 1 to 10000",
                "after=1234567890123456789012345678901234567, 'after' must be the id of a user",
                "after=list%0A, 'after' must be the id of a user"
            })
    void givenWhatIsNoPage_then400ThatSaysWhy(String query, String message) {
        Answer answer = AdminApi.shared().send("GET", path("?" + query), Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("errorMessage").asText()).startsWith(message);
    }

    /** Whoever may ask for users, but see only some of them, is no reader of all. */
    @Test
    void givenNoRightToViewAllUsers_thenRefused() {
        assertThat(list("viewer").status()).isEqualTo(200);
        assertThat(list("asker").status()).isEqualTo(403);
        assertThat(Request.to("/admin" + path("")).method("GET").status()).isEqualTo(401);
        Answer elsewhere = Request.to("/admin/realms/master/legacy-users")
                .header("Authorization", "Bearer " + token("viewer"))
                .method("GET");
        assertThat(elsewhere.status()).isEqualTo(403);
    }

    private static Answer list(String client) {
        return Request.to("/admin" + path(""))
                .header("Authorization", "Bearer " + token(client))
                .method("GET");
    }

    private static String token(String client) {
        return Request.to("/realms/" + REALM + "/protocol/openid-connect/token")
                .basic(client, SECRET)
                .form("grant_type", "client_credentials")
                .json()
                .path("access_token")
                .asText();
    }

    private static String path(String query) {
        return "/realms/" + REALM + "/legacy-users" + query;
    }

    private static Map<String, ?> client(String id) {
        return Map.of("clientId", id, "secret", SECRET, "serviceAccountsEnabled", true);
    }

    private static Map<String, ?> user(String id, String username, Map<String, ?> attributes) {
        return Map.of("id", id, "username", username, "email", username + "@example.org", "attributes", attributes);
    }

    private static Map<String, ?> serviceAccount(String id, String client, String role) {
        return Map.of(
                "id",
                id,
                "username",
                "service-account-" + client,
                "serviceAccountClientId",
                client,
                "enabled",
                true,
                "clientRoles",
                Map.of("realm-management", List.of(role)));
    }
}
