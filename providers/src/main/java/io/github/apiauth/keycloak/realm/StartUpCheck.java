package io.github.apiauth.keycloak.realm;

import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;

/**
 * Logs a warning for each trap that a realm with the API lane's clients would walk into. Runs once, when Keycloak has started and
 * imported its realms, beside the first requests: realms may have thousands of clients.
 */
public final class StartUpCheck extends RealmGuard {

    private static final Logger LOG = Logger.getLogger(StartUpCheck.class);

    @Override
    public String getId() {
        return "start-up-check";
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent started) {
                start(started.getFactory());
            }
        });
    }

    private void start(KeycloakSessionFactory factory) {
        KeycloakModelUtils.runJobInTransaction(factory, session -> session.getProvider(ExecutorsProvider.class)
                .getExecutor(getId())
                .execute(() -> check(factory)));
    }

    private static void check(KeycloakSessionFactory factory) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, StartUpCheck::check);
        } catch (RuntimeException failure) {
            // Also where a guard has kept the server from starting, and the database is gone meanwhile.
            LOG.warnf("The realms that use the API lane could not be checked: %s", failure.getMessage());
            LOG.debug("The realms that use the API lane could not be checked", failure);
        }
    }

    private static void check(KeycloakSession session) {
        for (RealmModel realm :
                session.realms().getRealmsStream().filter(RealmTraps::usesLane).toList()) {
            session.getContext().setRealm(realm);
            List<String> traps = RealmTraps.of(session, realm);
            traps.forEach(LOG::warn);
            LOG.infof("Realm '%s' checked for the API lane: %d warnings", realm.getName(), traps.size());
        }
    }
}
