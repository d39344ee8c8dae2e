package io.github.apiauth.keycloak.ratelimit;

import io.github.apiauth.keycloak.policy.PolicyReading;
import io.github.apiauth.keycloak.policy.RealmPolicies;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.representations.idm.ClientPolicyRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManager;
import org.keycloak.services.clientpolicy.condition.AnyClientConditionFactory;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/**
 * The limits that a realm's client policies set, by Keycloak's own evaluation of them.
 *
 * <p>Keycloak evaluates policies for each step of a request and then runs all executors of those that match; here only
 * {@link TokenRateLimitExecutor} may run, before its time. So the policy manager gets a session in which all others do nothing.
 *
 * <p>Where no condition asks about the request, which is so with {@code any-client} alone, one evaluation is enough until the
 * policies change.
 */
final class Policies {

    private static final ClientPolicyExecutorProvider<?> IDLE = () -> "idle";

    private final PolicyReading<Reading> readings = new PolicyReading<>(Policies::read);

    /**
     * What a realm's policies say.
     *
     * @param setLimits whether any profile holds the executor
     * @param ofAllRequests the limits, if they are the same for all requests
     */
    private record Reading(boolean setLimits, Optional<Set<Limits>> ofAllRequests) {}

    /** Whether any profile of the session's realm holds the executor. */
    boolean setLimits(KeycloakSession session) {
        return readings.of(session).setLimits();
    }

    /**
     * The limits for a client.
     *
     * @param client none for a client that is not known (yet): conditions about the client do not hold for it
     * @param scope the request's {@code scope}
     */
    Set<Limits> limits(KeycloakSession session, @Nullable ClientModel client, @Nullable String scope) {
        return readings.of(session).ofAllRequests().orElseGet(() -> {
            ClaimedClientContext context = new ClaimedClientContext(session, client, scope);
            try {
                evaluate(session, context);
            } catch (ClientPolicyException broken) {
                // A condition that cannot be evaluated. Keycloak's endpoint meets it too and refuses the request.
            }
            return context.limits();
        });
    }

    private static Reading read(KeycloakSession session) {
        try {
            RealmPolicies policies = RealmPolicies.of(session);
            boolean setLimits = policies.hold(TokenRateLimitExecutorFactory.PROVIDER_ID);
            if (policies.enabled().stream()
                    .filter(policy ->
                            policies.executors(policy).anyMatch(TokenRateLimitExecutorFactory.PROVIDER_ID::equals))
                    .anyMatch(Policies::asksAboutRequest)) {
                return new Reading(setLimits, Optional.empty());
            }
            ClaimedClientContext anyone = new ClaimedClientContext(session, null, null);
            evaluate(session, anyone);
            return new Reading(setLimits, Optional.of(Collections.unmodifiableSet(anyone.limits())));
        } catch (ClientPolicyException broken) {
            return new Reading(true, Optional.empty()); // which may not concern all requests
        }
    }

    private static boolean asksAboutRequest(ClientPolicyRepresentation policy) {
        return policy.getConditions() != null
                && policy.getConditions().stream()
                        .anyMatch(condition ->
                                !AnyClientConditionFactory.PROVIDER_ID.equals(condition.getConditionProviderId()));
    }

    private static void evaluate(KeycloakSession session, ClaimedClientContext context) throws ClientPolicyException {
        new DefaultClientPolicyManager(withOneExecutor(session)).triggerOnEvent(context);
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
