package io.github.apiauth.keycloak.ratelimit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.securityprofile.SecurityProfileProvider;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.ClientPolicyManager;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/**
 * The limits that a realm's client policies set, by Keycloak's own evaluation of them.
 *
 * <p>Keycloak evaluates policies for each step of a request and then runs all executors of those that match; here only
 * {@link TokenRateLimitExecutor} may run, before its time. So the policy manager gets a session in which all others do nothing.
 */
final class Policies {

    private static final ClientPolicyExecutorProvider<?> IDLE = () -> "idle";

    private Policies() {}

    /** Whether any profile of the session's realm holds the executor. */
    static boolean setLimits(KeycloakSession session) {
        String profiles = session.getContext().getRealm().getAttribute(Constants.CLIENT_PROFILES);
        return (profiles != null && profiles.contains(TokenRateLimitExecutorFactory.PROVIDER_ID))
                || session.getProvider(SecurityProfileProvider.class).getDefaultClientProfiles().stream()
                        .flatMap(profile -> profile.getExecutors().stream())
                        .anyMatch(executor ->
                                TokenRateLimitExecutorFactory.PROVIDER_ID.equals(executor.getExecutorProviderId()));
    }

    /**
     * The limits for a client.
     *
     * @param client none for a client that is not known (yet): conditions about the client do not hold for it
     * @param scope the request's {@code scope}
     */
    static Set<Limits> limits(KeycloakSession session, @Nullable ClientModel client, @Nullable String scope) {
        ClaimedClientContext context = new ClaimedClientContext(session, client, scope);
        try {
            session.getKeycloakSessionFactory()
                    .getProviderFactory(ClientPolicyManager.class)
                    .create(withOneExecutor(session))
                    .triggerOnEvent(context);
        } catch (ClientPolicyException broken) {
            // A condition that cannot be evaluated. Keycloak's endpoint meets it too and refuses the request.
        }
        return context.limits();
    }

    private static KeycloakSession withOneExecutor(KeycloakSession session) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("getComponentProvider") && isForeignExecutor(session, arguments)) {
                return IDLE;
            }
            try {
                return method.invoke(session, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        };
        return (KeycloakSession) Proxy.newProxyInstance(
                KeycloakSession.class.getClassLoader(), new Class<?>[] {KeycloakSession.class}, handler);
    }

    /** By the arguments with which {@code ClientPoliciesUtil.getExecutorProvider} (26.7.0) asks for an executor. */
    @SuppressWarnings("unchecked")
    private static boolean isForeignExecutor(KeycloakSession session, Object[] arguments) {
        return arguments[0] == ClientPolicyExecutorProvider.class
                && !((Function<KeycloakSessionFactory, ComponentModel>) arguments[2])
                        .apply(session.getKeycloakSessionFactory())
                        .getProviderId()
                        .equals(TokenRateLimitExecutorFactory.PROVIDER_ID);
    }
}
