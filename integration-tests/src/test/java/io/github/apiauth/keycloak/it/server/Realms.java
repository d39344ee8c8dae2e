package io.github.apiauth.keycloak.it.server;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Realms that tests create, and their choice of contracts: a client policy for all clients whose profile holds the executor {@code
 * legacy-api}, as in realm-config/api-realm.json. Without it a realm has no API lane.
 */
public final class Realms {

    /** The condition that all clients meet, and clients that nobody knows. */
    public static final Map<String, Object> ANY_CLIENT = Map.of("condition", "any-client", "configuration", Map.of());

    /** The name of the policy and of its profile, and the executor's. */
    static final String CHOICE = "legacy-api";

    private static final List<String> SHIPPED = List.of("office", "community");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Realms() {}

    /** Creates a realm as realm-config has it, without its clients and users, in the shared server. */
    public static void createAsShipped(String name) throws IOException {
        ObjectNode realm = (ObjectNode) JSON.readTree(
                TestProject.root().resolve("realm-config/api-realm.json").toFile());
        realm.put("realm", name).remove(List.of("clients", "users", "smtpServer"));
        realm.withObject("/roles").remove("client");
        AdminApi.shared().post("/realms", JSON.convertValue(realm, new TypeReference<Map<String, Object>>() {}));
    }

    /** The realm, which answers in the contracts that are shipped. It has no other client policies. */
    public static Map<String, Object> withLane(Map<String, ?> realm) {
        return withLane(realm, SHIPPED);
    }

    /** The realm, which answers in these contracts. It has no other client policies. */
    public static Map<String, Object> withLane(Map<String, ?> realm, List<String> contracts) {
        Map<String, Object> chosen = new HashMap<>(realm);
        chosen.put("clientProfiles", choosing(contracts));
        chosen.put("clientPolicies", policies());
        return chosen;
    }

    /** The client profiles of a realm that answers in the contracts that are shipped: the others and that of the choice. */
    public static Map<String, Object> profiles(Object... others) {
        return choosing(SHIPPED, others);
    }

    /** The client policies of a realm that answers in contracts: the others and that of the choice. */
    public static Map<String, Object> policies(Object... others) {
        return Map.of("policies", and(policy(CHOICE, ANY_CLIENT), others));
    }

    /** The client profiles of a realm that answers in these contracts: the others and that of the choice. */
    public static Map<String, Object> choosing(List<String> contracts, Object... others) {
        return Map.of("profiles", and(profile(CHOICE, CHOICE, Map.of("contracts", contracts)), others));
    }

    /** A client profile with one executor. */
    public static Map<String, Object> profile(String name, String executor, Map<String, ?> configuration) {
        return Map.of("name", name, "executors", List.of(Map.of("executor", executor, "configuration", configuration)));
    }

    /** A client policy by which clients that meet the condition have the profile of the same name. */
    public static Map<String, Object> policy(String name, Map<String, ?> condition) {
        return Map.of("name", name, "enabled", true, "conditions", List.of(condition), "profiles", List.of(name));
    }

    private static List<Object> and(Object first, Object... others) {
        return Stream.concat(Stream.of(first), Stream.of(others)).toList();
    }
}
