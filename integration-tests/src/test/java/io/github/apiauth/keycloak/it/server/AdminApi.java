package io.github.apiauth.keycloak.it.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What an administrator does, through Keycloak's admin REST API. */
public final class AdminApi {

    /** Those that are valid, by server: each login costs the hash of a password. */
    private static final Map<URI, Token> TOKENS = new ConcurrentHashMap<>();

    private final URI server;

    private record Token(String value, Instant until) {}

    /** Of the server at this address. */
    private static final Map<String, ?> KEYS = Map.of(
            "org.keycloak.keys.KeyProvider",
            List.of(
                    key("rsa", Map.of("privateKey", List.of(privateKey()))),
                    key("hmac-generated", Map.of()),
                    key("aes-generated", Map.of())));

    public AdminApi(URI server) {
        this.server = server;
    }

    /** Of the shared server. */
    public static AdminApi shared() {
        return new AdminApi(KeycloakServer.shared().url());
    }

    /** Reads a resource below {@code /admin}. */
    public JsonNode get(String path) {
        Answer answer = request(path).method("GET");
        if (answer.status() != 200) {
            throw new IllegalStateException("GET " + path + ": " + answer.status() + " " + answer.body());
        }
        return answer.json();
    }

    /** Creates a resource, or calls an action. */
    public void post(String path, Map<String, ?> json) {
        require2xx("POST " + path, request(path).method("POST", json));
    }

    /**
     * Creates a realm with the signature key of all realms of the tests, because to make one takes Keycloak a second. It need not
     * be deleted, which takes another: the server's database goes with the server.
     */
    public void createRealm(Map<String, ?> realm) {
        Map<String, Object> created = new HashMap<>(realm);
        created.put("components", KEYS);
        post("/realms", created);
    }

    /** Changes a resource. */
    public void put(String path, Map<String, ?> json) {
        require2xx("PUT " + path, request(path).method("PUT", json));
    }

    /** Sends what may be refused. */
    public Answer send(String method, String path, Map<String, ?> json) {
        return request(path).method(method, json);
    }

    /** Posts this text as JSON, whatever it is. */
    public Answer post(String path, String json) {
        return request(path).json(json);
    }

    /** Deletes a resource. */
    public void delete(String path) {
        require2xx("DELETE " + path, request(path).method("DELETE"));
    }

    /** Creates a user of the realm with a password, and gives its id. More members change what the user is. */
    public String createUser(String realm, String username, String email, String password, Map<String, ?> more) {
        Map<String, Object> user = new HashMap<>(Map.of(
                "username",
                username,
                "email",
                email,
                "firstName",
                "Test",
                "lastName",
                "User",
                "enabled",
                true,
                "credentials",
                List.of(Map.of("type", "password", "value", password))));
        user.putAll(more);
        post("/realms/" + realm + "/users", user);
        return get("/realms/" + realm + "/users?exact=true&username=" + username)
                .path(0)
                .path("id")
                .asText();
    }

    /**
     * Creates a client that may use client credentials, for the scope {@code read}, and introspect.
     *
     * @param more how it authenticates, and what else it has
     */
    public void createServiceClient(String realm, String client, Map<String, ?> more) {
        Map<String, Object> created = new HashMap<>(Map.of(
                "clientId",
                client,
                "serviceAccountsEnabled",
                true,
                "standardFlowEnabled",
                false,
                "defaultClientScopes",
                List.of("basic", "api-audience"),
                "optionalClientScopes",
                List.of("read")));
        created.putAll(more);
        post("/realms/" + realm + "/clients", created);
    }

    /** Makes this the realm's only client policy besides its choice of contracts: one executor where one condition holds. */
    public void setClientPolicy(
            String realm, String executor, Map<String, ?> executes, String condition, Map<String, ?> matches) {
        String policies = "/realms/" + realm + "/client-policies/policies";
        String profiles = "/realms/" + realm + "/client-policies/profiles";
        List<Object> chosenPolicies = choice(get(policies).path("policies"));
        List<Object> chosenProfiles = choice(get(profiles).path("profiles"));
        put(policies, Map.of("policies", chosenPolicies));
        chosenProfiles.add(Realms.profile("only", executor, executes));
        put(profiles, Map.of("profiles", chosenProfiles));
        chosenPolicies.add(Realms.policy("only", Map.of("condition", condition, "configuration", matches)));
        put(policies, Map.of("policies", chosenPolicies));
    }

    private static List<Object> choice(JsonNode policiesOrProfiles) {
        List<Object> chosen = new ArrayList<>();
        policiesOrProfiles.forEach(one -> {
            if (one.path("name").asText().equals(Realms.CHOICE)) {
                chosen.add(one);
            }
        });
        return chosen;
    }

    /** The address of a realm's client. */
    public String client(String realm, String clientId) {
        String clients = "/realms/" + realm + "/clients";
        return clients + "/"
                + get(clients + "?clientId=" + URLEncoder.encode(clientId, StandardCharsets.UTF_8))
                        .path(0)
                        .path("id")
                        .asText();
    }

    private static Map<String, ?> key(String provider, Map<String, ?> configuration) {
        return Map.of("name", provider, "providerId", provider, "config", configuration);
    }

    private static String privateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder()
                            .encodeToString(
                                    generator.generateKeyPair().getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }

    private static void require2xx(String what, Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(what + ": " + answer.status() + " " + answer.body());
        }
    }

    private Request to(String path) {
        return Request.to(URI.create(server + path));
    }

    private Request request(String path) {
        return to("/admin" + path).header("Authorization", "Bearer " + accessToken());
    }

    /** The administrator's own, of the realm {@code master}. */
    public String accessToken() {
        return TOKENS.compute(
                        server, (same, last) -> last != null && Instant.now().isBefore(last.until()) ? last : logIn())
                .value();
    }

    private Token logIn() {
        Instant now = Instant.now();
        JsonNode issued = to("/realms/master/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        KeycloakServer.ADMIN,
                        "password",
                        KeycloakServer.ADMIN_PASSWORD)
                .json();
        return new Token(
                issued.path("access_token").asText(),
                now.plusSeconds(issued.path("expires_in").asLong() / 2));
    }
}
