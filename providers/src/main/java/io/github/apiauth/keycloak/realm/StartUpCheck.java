package io.github.apiauth.keycloak.realm;

import io.github.apiauth.keycloak.lane.RealmChoice;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Logs a warning for each trap that a realm that has chosen the pack would walk into. Runs once, when Keycloak has started and
 * imported its realms, beside the first requests: realms may have thousands of clients.
 */
public final class StartUpCheck extends RealmGuard {

    private static final Logger LOG = Logger.getLogger(StartUpCheck.class);

    @Override
    public String getId() {
        return "start-up-check";
    }

    @Override
    protected void started(KeycloakSessionFactory factory) {
        KeycloakModelUtils.runJobInTransaction(factory, session -> session.getProvider(ExecutorsProvider.class)
                .getExecutor(getId())
                .execute(() -> check(factory)));
    }

    private static void check(KeycloakSessionFactory factory) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, StartUpCheck::check);
        } catch (RuntimeException failure) {
            LOG.warn("The realms that use the API lane could not be checked", failure);
        }
    }

    private static void check(KeycloakSession session) {
        for (RealmModel realm : session.realms().getRealmsStream().toList()) {
            session.getContext().setRealm(realm);
            if (!RealmChoice.of(session).isMade()) {
                continue;
            }
            List<String> traps = Trap.ALL.stream()
                    .flatMap(trap -> trap.in(session, realm))
                    .map(trap -> "Realm '" + realm.getName() + "': " + trap + ".")
                    .toList();
            traps.forEach(LOG::warn);
            LOG.infof("Realm '%s' checked for the API lane: %d warnings", realm.getName(), traps.size());
        }
    }
}
