package io.github.apiauth.keycloak.policy;

import org.keycloak.models.KeycloakSession;

/**
 * The factory of an executor of client policies that is told of each event of Keycloak's own endpoints, whatever policies the
 * realm has.
 */
public interface ObservesEvents {

    /**
     * Called before policies are evaluated. The session's context has the client, if it has been authenticated.
     *
     * @throws jakarta.ws.rs.WebApplicationException what the request is to be answered with instead
     */
    void observe(KeycloakSession session);
}
