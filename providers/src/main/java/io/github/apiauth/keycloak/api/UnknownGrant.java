package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.lane.LaneRequest;
import jakarta.ws.rs.WebApplicationException;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.utils.AuthorizeClientUtil;

/** A token request for a grant that does not exist: a client that has authenticated is told which it may use. */
final class UnknownGrant {

    private UnknownGrant() {}

    /**
     * Authenticates the client of such a request. Keycloak ({@code TokenEndpoint}, 26.7.0) refuses that
     * before it looks at the client.
     */
    static void identifyClient(KeycloakSession session, EventBuilder event) {
        LaneRequest request = LaneRequest.of(session);
        if (request == null
                || request.grantType() == null
                || session.getProvider(OAuth2GrantType.class, request.grantType()) != null) {
            return;
        }
        try {
            AuthorizeClientUtil.authorizeClient(session, event.event(EventType.CLIENT_LOGIN), null);
        } catch (WebApplicationException unauthenticated) {
            // Then Keycloak's answer stays as it is.
        }
    }
}
