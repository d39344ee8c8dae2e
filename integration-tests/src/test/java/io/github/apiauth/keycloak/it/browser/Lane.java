package io.github.apiauth.keycloak.it.browser;

import io.github.apiauth.keycloak.it.server.KeycloakServer;
import java.net.URI;

/** Whose authorization endpoint of the realm {@code api} sends users to the login page. */
enum Lane {
    API("/realms/api/rest/api/v2/oauth/authorize"),
    STANDARD("/realms/api/protocol/openid-connect/auth");

    private final String path;

    Lane(String path) {
        this.path = path;
    }

    /** The address for this authorization request. */
    URI authorize(String query) {
        return URI.create(KeycloakServer.shared().url() + path + "?" + query);
    }
}
