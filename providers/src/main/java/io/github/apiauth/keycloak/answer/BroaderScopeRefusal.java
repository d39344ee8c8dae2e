package io.github.apiauth.keycloak.answer;

import io.github.apiauth.keycloak.lane.LaneRequest;
import java.util.Set;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.refresh.InitialRefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenException;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;
import org.keycloak.representations.RefreshToken;

/**
 * Refuses a refresh on the API lane that asks for more than was granted, with 400 {@code invalid_scope}. RFC 6749 §6: "The
 * requested scope MUST NOT include any scope not originally granted"; Keycloak (26.7.0) drops such a scope in silence.
 *
 * <p>Stands before Keycloak's providers and takes only the requests that it refuses, after Keycloak has verified the refresh
 * token and before it counts the use: a single-use token stays usable.
 */
final class BroaderScopeRefusal implements RefreshTokenProvider {

    private final KeycloakSession session;

    BroaderScopeRefusal(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public boolean supports(RefreshTokenContext context) {
        return LaneRequest.of(session) != null && !beyond(context).isEmpty();
    }

    private static Set<String> beyond(RefreshTokenContext context) {
        return GrantedToken.beyond(context.oldRefreshToken().getScope(), context.scopeParameter());
    }

    @Override
    public TokenManager.AccessTokenResponseBuilder refreshAccessToken(RefreshTokenContext context)
            throws OAuthErrorException {
        throw new OAuthErrorException(
                OAuthErrorException.INVALID_SCOPE,
                "Invalid scopes: " + String.join(" ", beyond(context)) + ". The refresh token was not granted them");
    }

    @Override
    public boolean supports(InitialRefreshTokenContext context) {
        return false;
    }

    @Override
    public RefreshToken generateRefreshToken(InitialRefreshTokenContext context) throws RefreshTokenException {
        throw new IllegalStateException("Keycloak generates refresh tokens");
    }
}
