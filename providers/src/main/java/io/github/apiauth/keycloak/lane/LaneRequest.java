package io.github.apiauth.keycloak.lane;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * A request that Keycloak's endpoint is going to serve for the lane.
 *
 * @param place where it was sent
 * @param grantType {@code grant_type}, if it is a token request that has one
 */
public record LaneRequest(Place place, @Nullable String grantType) {

    private static final String ATTRIBUTE = LaneRequest.class.getName();

    /** The request that the session serves, or none where it was refused or is none of the lane's. */
    public static @Nullable LaneRequest of(KeycloakSession session) {
        return session.getAttribute(ATTRIBUTE, LaneRequest.class);
    }

    /** Makes this the request that the session serves. */
    public void acceptIn(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }
}
