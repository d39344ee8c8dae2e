package io.github.apiauth.keycloak.refresh;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.RealmModelDelegate;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.InitialRefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenContext;

/**
 * Keycloak's own refresh, in a realm that seems not to revoke refresh tokens.
 *
 * <p>Keycloak's switch is per realm ({@code RealmModel.isRevokeRefreshToken}, 26.7.0). The realm has it on, so that single
 * use is Keycloak's own code and holds without this pack; the exception is here. All other checks stay: session, client,
 * user, expiry, not-before, consent, revocation.
 */
final class ReusableRefreshTokenProvider extends DefaultRefreshTokenProvider {

    ReusableRefreshTokenProvider(KeycloakSession session) {
        super(session);
    }

    @Override
    public boolean supports(RefreshTokenContext context) {
        return super.supports(context) && ReusableRefreshTokenExecutor.isReusable(session);
    }

    /** The first refresh token is Keycloak's business: only its later use differs. */
    @Override
    public boolean supports(InitialRefreshTokenContext context) {
        return false;
    }

    @Override
    public TokenManager.AccessTokenResponseBuilder refreshAccessToken(RefreshTokenContext context)
            throws OAuthErrorException {
        return super.refreshAccessToken(new RefreshTokenContext(
                context.oldRefreshToken(),
                new ReusingContext(context.grantContext()),
                context.grant(),
                context.tokenManager(),
                context.scopeParameter(),
                context.resourceParameter()));
    }

    private static final class ReusingContext extends OAuth2GrantType.Context {

        ReusingContext(OAuth2GrantType.Context context) {
            super(
                    context.getSession(),
                    context.getClientConfig(),
                    context.getClientAuthAttributes(),
                    context.getFormParams(),
                    context.getEvent(),
                    context.getCors(),
                    context.getTokenManager());
            this.realm = new ReusingRealm(context.getRealm());
        }
    }

    private static final class ReusingRealm extends RealmModelDelegate {

        ReusingRealm(RealmModel realm) {
            super(realm);
        }

        @Override
        public boolean isRevokeRefreshToken() {
            return false;
        }
    }
}
