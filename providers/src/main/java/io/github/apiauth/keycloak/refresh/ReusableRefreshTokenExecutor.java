package io.github.apiauth.keycloak.refresh;

import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/**
 * Marks a refresh request of a client that the policy's conditions match. {@link ReusableRefreshTokenProvider} acts on the
 * mark; the order is Keycloak's: {@code RefreshTokenGrantType.process} (26.7.0) triggers the policies, then chooses the
 * provider.
 */
final class ReusableRefreshTokenExecutor
        implements ClientPolicyExecutorProvider<ClientPolicyExecutorConfigurationRepresentation> {

    /** The only one at which it does anything. */
    static final ClientPolicyEvent EVENT = ClientPolicyEvent.TOKEN_REFRESH;

    private static final String MARK = ReusableRefreshTokenExecutor.class.getName();

    private final KeycloakSession session;

    ReusableRefreshTokenExecutor(KeycloakSession session) {
        this.session = session;
    }

    /** Whether the session's request refreshes a token that may be used again. */
    static boolean isReusable(KeycloakSession session) {
        return session.getAttributeOrDefault(MARK, false);
    }

    @Override
    public void executeOnEvent(ClientPolicyContext context) {
        if (context.getEvent() == EVENT) {
            session.setAttribute(MARK, true);
        }
    }

    @Override
    public String getProviderId() {
        return ReusableRefreshTokenExecutorFactory.PROVIDER_ID;
    }
}
