package io.github.apiauth.keycloak.oldtoken;

import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProvider;
import org.keycloak.services.util.UserSessionUtil;
import org.keycloak.services.util.UserSessionUtil.UserSessionValidationResult;

/** The same as {@link OldTokenIntrospection}, where the client says that it is a refresh token ({@code token_type_hint}). */
final class OldRefreshTokenIntrospection extends RefreshTokenIntrospectionProvider {

    private boolean old;

    OldRefreshTokenIntrospection(KeycloakSession session) {
        super(session);
    }

    @Override
    protected boolean verifyToken(String value) {
        Optional<PresentedToken> presented = PresentedToken.of(session, value, OldToken.Kind.REFRESH);
        if (presented.isEmpty()) {
            return super.verifyToken(value);
        }
        old = true;
        token = presented.get().refreshClaims(session);
        eventBuilder.detail(Details.TOKEN_ID, token.getId());
        eventBuilder.detail(Details.TOKEN_TYPE, token.getType());
        return true;
    }

    /** It begins its session when it is used: until then it is a token without one, which with Keycloak only access tokens are. */
    @Override
    protected UserSessionValidationResult verifyUserSession() {
        return old
                ? UserSessionUtil.findValidSessionForAccessToken(session, realm, token, client, none -> {})
                : super.verifyUserSession();
    }

    /** One that is used up is not found. */
    @Override
    protected boolean verifyTokenReuse() {
        return old || super.verifyTokenReuse();
    }
}
