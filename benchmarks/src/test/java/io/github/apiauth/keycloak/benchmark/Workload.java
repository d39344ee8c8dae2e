package io.github.apiauth.keycloak.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is asked of the server again and again. */
@SuppressWarnings("ImmutableEnumChecker") // the maps are immutable
enum Workload {
    CLIENT_CREDENTIALS("Client credentials", "web-app", Map.of("grant_type", "client_credentials", "scope", "read")),

    CLIENT_CREDENTIALS_WITH_REFRESH_TOKEN(
            "Client credentials with refresh token",
            "server-app",
            Map.of("grant_type", "client_credentials", "scope", "read")),

    REFRESH("Refresh", "server-app", Map.of("grant_type", "refresh_token")),

    PASSWORD(
            "E-mail and password",
            "web-app",
            Map.of(
                    "grant_type",
                    "password",
                    "username",
                    "jane@example.com",
                    "password",
                    "jane-password",
                    "scope",
                    "read")),

    INTROSPECTION("Introspection", "server-app", Map.of()),

    MALFORMED("Refusal: malformed JSON", 400),

    UNSUPPORTED("Refusal: another media type", 415),

    TOO_LONG("Refusal: too long a body", 413),

    LIMITED("Refusal: rate limit exceeded", 429);

    private static final int LONGER_THAN_ALLOWED = 64 * 1024;

    final String title;

    /** Of the answer. */
    final int status;

    private final String client;
    private final Map<String, String> parameters;

    Workload(String title, String client, Map<String, String> parameters) {
        this(title, 200, client, parameters);
    }

    /** Refused although the parameters are right. */
    Workload(String title, int status) {
        this(title, status, "web-app", Map.of("grant_type", "client_credentials"));
    }

    Workload(String title, int status, String client, Map<String, String> parameters) {
        this.title = title;
        this.status = status;
        this.client = client;
        this.parameters = parameters;
    }

    /** Whether it is measured on this lane. */
    boolean isFor(Lane lane) {
        if (this == LIMITED || lane == Lane.REFUSING) {
            return this == LIMITED && lane == Lane.REFUSING;
        }
        return status == 200 || lane == Lane.API_JSON;
    }

    /** What a request costs is compared with what the stock server takes for this: a refusal with a token. */
    Workload basis() {
        return status == 200 ? this : CLIENT_CREDENTIALS;
    }

    /** Which of the endpoints. */
    String endpoint() {
        return this == INTROSPECTION ? "introspect" : "token";
    }

    /** The member of a token response that each user needs of its own before the first request; empty for none. */
    String needs() {
        return switch (this) {
            case REFRESH -> "refresh_token";
            case INTROSPECTION -> "access_token";
            default -> "";
        };
    }

    String contentType(Lane lane) {
        return this == UNSUPPORTED ? "text/plain" : lane.contentType();
    }

    /**
     * The request's body.
     *
     * @param token what {@link #needs} names
     */
    String body(Lane lane, String token) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("client_id", client);
        all.put("client_secret", Server.SECRET);
        if (this == REFRESH) {
            all.put("refresh_token", token);
        } else if (this == INTROSPECTION) {
            all.put("token", token);
        } else if (this == TOO_LONG) {
            all.put("state", "x".repeat(LONGER_THAN_ALLOWED));
        }
        return this == MALFORMED ? lane.body(all) + "}" : lane.body(all);
    }
}
