package io.github.apiauth.keycloak.api;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Hands Keycloak the lane's endpoints. */
final class ApiLane implements RealmResourceProvider {

    private final KeycloakSession session;
    private final ApiLaneConfig config;

    ApiLane(KeycloakSession session, ApiLaneConfig config) {
        this.session = session;
        this.config = config;
    }

    @Override
    public Object getResource() {
        return new ApiResource(session, config);
    }

    @Override
    public void close() {}
}
