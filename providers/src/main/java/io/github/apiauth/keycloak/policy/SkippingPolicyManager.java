package io.github.apiauth.keycloak.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManager;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/**
 * Keycloak's manager of client policies, which tells those who observe its events of each, and does not evaluate policies where
 * nothing could come of it.
 */
final class SkippingPolicyManager extends DefaultClientPolicyManager {

    private final KeycloakSession session;
    private final List<ObservesEvents> observers;
    private final Function<KeycloakSession, Set<ClientPolicyEvent>> idleEvents;

    /**
     * A manager for the session.
     *
     * @param observers are told of each event
     * @param idleEvents at which no policy is evaluated
     */
    SkippingPolicyManager(
            KeycloakSession session,
            List<ObservesEvents> observers,
            Function<KeycloakSession, Set<ClientPolicyEvent>> idleEvents) {
        super(session);
        this.session = session;
        this.observers = observers;
        this.idleEvents = idleEvents;
    }

    /** The events at which no executor of any enabled policy of the session's realm does anything. */
    static Set<ClientPolicyEvent> idleEvents(KeycloakSession session) {
        try {
            RealmPolicies policies = RealmPolicies.of(session);
            Set<ClientPolicyEvent> idle = EnumSet.allOf(ClientPolicyEvent.class);
            policies.enabled().stream()
                    .flatMap(policies::executors)
                    .distinct()
                    .map(executor -> actsOn(session.getKeycloakSessionFactory(), executor))
                    .forEach(idle::removeIf);
            return idle;
        } catch (ClientPolicyException unreadable) {
            return Set.of(); // so that Keycloak says what is wrong
        }
    }

    private static Predicate<ClientPolicyEvent> actsOn(KeycloakSessionFactory factories, String executor) {
        return factories.getProviderFactory(ClientPolicyExecutorProvider.class, executor) instanceof ActsOnEvents known
                ? known::actsOn
                : any -> true;
    }

    @Override
    public void triggerOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        for (ObservesEvents observer : observers) {
            observer.observe(session);
        }
        if (!idleEvents.apply(session).contains(context.getEvent())) {
            super.triggerOnEvent(context);
        }
    }
}
