package io.github.apiauth.keycloak.it.server;

import java.util.Map;

/** The clients of the realm {@code api} and the secrets that the tests give them. */
public final class Clients {

    public static final String SERVER_APP = "server-app";
    public static final String ADMIN_APP = "admin-app";
    public static final String WEB_APP = "web-app";
    public static final String SPA_APP = "spa-app";

    static final Map<String, String> SECRETS = Map.of(
            "API_SERVER_APP_SECRET", secret(SERVER_APP),
            "API_ADMIN_APP_SECRET", secret(ADMIN_APP),
            "API_WEB_APP_SECRET", secret(WEB_APP));

    private Clients() {}

    /** The client's secret. With a slash and a non-ASCII letter, as PHP's json_encode escapes them. */
    public static String secret(String client) {
        return client + "/sécret";
    }
}
