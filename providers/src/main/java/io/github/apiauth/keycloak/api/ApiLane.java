package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.lane.Lanes;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Hands Keycloak the lane's endpoints. */
final class ApiLane implements RealmResourceProvider {

    private final KeycloakSession session;
    private final Lanes lanes;
    private final LaneReaders readers;

    ApiLane(KeycloakSession session, Lanes lanes, LaneReaders readers) {
        this.session = session;
        this.lanes = lanes;
        this.readers = readers;
    }

    @Override
    public Object getResource() {
        return new ApiResource(session, lanes, readers);
    }

    @Override
    public void close() {}
}
