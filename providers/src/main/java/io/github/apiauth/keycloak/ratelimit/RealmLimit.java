package io.github.apiauth.keycloak.ratelimit;

import io.github.apiauth.keycloak.policy.RealmPolicies;
import io.github.apiauth.keycloak.ratelimit.asking.LimitOptions;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorSpi;

/** Whether a realm is to have a rate limit, on a server that may not be able to hold it. */
public final class RealmLimit {

    private RealmLimit() {}

    /**
     * Whether an enabled policy of the session's realm, or a server option, sets a limit. Not where an administrator has taken the
     * executor away.
     */
    public static boolean isSet(KeycloakSession session) {
        boolean hasExecutor = session.getKeycloakSessionFactory()
                        .getProviderFactory(
                                ClientPolicyExecutorProvider.class, TokenRateLimitExecutorFactory.PROVIDER_ID)
                != null;
        return hasExecutor && (isSetByOption() || isSetByPolicy(session));
    }

    private static boolean isSetByOption() {
        return LimitOptions.defaults(
                        Config.scope(ClientPolicyExecutorSpi.SPI_NAME, TokenRateLimitExecutorFactory.PROVIDER_ID))
                .isPresent();
    }

    private static boolean isSetByPolicy(KeycloakSession session) {
        try {
            RealmPolicies policies = RealmPolicies.of(session);
            return policies.enabled().stream()
                    .flatMap(policies::executors)
                    .anyMatch(TokenRateLimitExecutorFactory.PROVIDER_ID::equals);
        } catch (ClientPolicyException unreadable) {
            return false; // Keycloak's endpoints refuse each request of the realm
        }
    }
}
