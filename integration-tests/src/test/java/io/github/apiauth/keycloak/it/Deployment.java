package io.github.apiauth.keycloak.it;

import io.github.apiauth.keycloak.it.server.KeycloakServer;

/** The two servers that a standard client is tried on: it must not be able to tell which it talks to. */
enum Deployment {
    WITH_PACK,
    WITHOUT_PACK;

    /** What such a client is configured with: the issuer of the realm {@code api}. */
    String issuer() {
        return server().url() + "/realms/api";
    }

    private KeycloakServer server() {
        return switch (this) {
            case WITH_PACK -> KeycloakServer.shared();
            case WITHOUT_PACK -> KeycloakServer.withoutPack();
        };
    }
}
