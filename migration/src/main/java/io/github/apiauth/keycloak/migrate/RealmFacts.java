package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the realm has that clients and users refer to, read once.
 *
 * @param scopes the ids of all client scopes, by name
 * @param defaultScopes those that a new client gets anyway
 * @param optionalScopes those that a new client may ask for
 * @param roles the realm's, by name, as they are assigned
 * @param userRules what the user profile demands
 * @param newUser what every new user gets
 * @param hasReusablePolicy whether a client policy picks clients by the role {@link OldClient#REUSABLE}
 * @param duplicateEmailsAllowed whether users may share an e-mail address
 * @param editUsernameAllowed whether a username may change
 */
record RealmFacts(
        Map<String, String> scopes,
        List<String> defaultScopes,
        List<String> optionalScopes,
        Map<String, JsonNode> roles,
        UserRules userRules,
        NewUser newUser,
        boolean hasReusablePolicy,
        boolean duplicateEmailsAllowed,
        boolean editUsernameAllowed) {

    /**
     * What every new user gets (UserManager and JpaUserProvider 26.7.0).
     *
     * @param role the realm's default role
     * @param groups paths of the default groups
     * @param requiredActions those that are default ones
     */
    record NewUser(String role, List<String> groups, List<String> requiredActions) {

        private static NewUser read(AdminApi api, JsonNode realm) throws MigrateException {
            List<String> groups = new ArrayList<>();
            api.get("/default-groups")
                    .forEach(group -> groups.add(group.path("path").asText()));
            List<String> requiredActions = new ArrayList<>();
            for (JsonNode action : api.get("/authentication/required-actions")) {
                if (action.path("enabled").asBoolean()
                        && action.path("defaultAction").asBoolean()) {
                    requiredActions.add(action.path("alias").asText());
                }
            }
            return new NewUser(realm.path("defaultRole").path("name").asText(), groups, requiredActions);
        }
    }

    /** Asks the realm. */
    static RealmFacts read(AdminApi api) throws MigrateException {
        JsonNode realm = api.get("");
        Map<String, JsonNode> roles = new HashMap<>();
        api.get("/roles?first=0&max=10000")
                .forEach(role -> roles.put(role.path("name").asText(), role));
        Map<String, String> scopes = new HashMap<>();
        api.get("/client-scopes")
                .forEach(scope ->
                        scopes.put(scope.path("name").asText(), scope.path("id").asText()));
        return new RealmFacts(
                scopes,
                names(api.get("/default-default-client-scopes")),
                names(api.get("/default-optional-client-scopes")),
                roles,
                UserRules.of(api.get("/users/profile")),
                NewUser.read(api, realm),
                hasReusablePolicy(api.get("/client-policies/policies")),
                realm.path("duplicateEmailsAllowed").asBoolean(),
                realm.path("editUsernameAllowed").asBoolean());
    }

    /** These roles, as they are assigned. */
    ArrayNode rolesNamed(List<String> names) {
        ArrayNode named = JsonNodeFactory.instance.arrayNode();
        names.forEach(name -> named.add(roles.get(name)));
        return named;
    }

    private static List<String> names(JsonNode all) {
        List<String> names = new ArrayList<>();
        all.forEach(one -> names.add(one.path("name").asText()));
        return List.copyOf(names);
    }

    private static boolean hasReusablePolicy(JsonNode policies) {
        for (JsonNode policy : policies.path("policies")) {
            for (JsonNode condition : policy.path("conditions")) {
                for (JsonNode role : condition.path("configuration").path("roles")) {
                    if (policy.path("enabled").asBoolean() && role.asText().equals(OldClient.REUSABLE)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
