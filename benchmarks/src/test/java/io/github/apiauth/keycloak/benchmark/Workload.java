package io.github.apiauth.keycloak.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is asked of the server again and again. */
@SuppressWarnings("ImmutableEnumChecker") // the maps are immutable
enum Workload {
    CLIENT_CREDENTIALS("Client credentials", "token", "web-app", Map.of("grant_type", "client_credentials"), ""),

    CLIENT_CREDENTIALS_WITH_REFRESH_TOKEN(
            "Client credentials with refresh token",
            "token",
            "server-app",
            Map.of("grant_type", "client_credentials"),
            ""),

    REFRESH("Refresh", "token", "server-app", Map.of("grant_type", "refresh_token"), "refresh_token"),

    PASSWORD(
            "E-mail and password",
            "token",
            "web-app",
            Map.of("grant_type", "password", "username", "jane@example.com", "password", "jane-password"),
            ""),

    INTROSPECTION("Introspection", "introspect", "server-app", Map.of(), "access_token");

    final String title;
    final String endpoint;

    /** The member of a token response that each user needs of its own before the first request; empty for none. */
    final String needs;

    private final String client;
    private final Map<String, String> parameters;

    Workload(String title, String endpoint, String client, Map<String, String> parameters, String needs) {
        this.title = title;
        this.endpoint = endpoint;
        this.client = client;
        this.parameters = parameters;
        this.needs = needs;
    }

    /**
     * The request's parameters.
     *
     * @param token what {@link #needs} names
     */
    Map<String, String> parameters(String token) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("client_id", client);
        all.put("client_secret", Server.SECRET);
        if (this == REFRESH) {
            all.put("refresh_token", token);
        } else if (this == INTROSPECTION) {
            all.put("token", token);
        }
        return all;
    }
}
