package io.github.apiauth.keycloak.oldtoken;

import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;

/**
 * Keycloak's introspection (RFC 7662) of tokens whose kind the client does not name, which also knows those of the old server. It has the
 * claims that the old token stands for where Keycloak's own tokens have a signature; all else that makes a token active, who may ask
 * and what the answer holds is Keycloak's own code.
 */
final class OldTokenIntrospection extends AccessTokenIntrospectionProvider<AccessToken> {

    OldTokenIntrospection(KeycloakSession session) {
        super(session);
    }

    @Override
    protected boolean verifyToken(String value) {
        Optional<PresentedToken> old = PresentedToken.of(session, value);
        if (old.isEmpty()) {
            return super.verifyToken(value);
        }
        token = old.get().old().kind() == OldToken.Kind.REFRESH
                ? old.get().refreshClaims(session)
                : old.get().claims(session);
        eventBuilder.detail(Details.TOKEN_ID, token.getId());
        eventBuilder.detail(Details.TOKEN_TYPE, token.getType());
        return true;
    }
}
