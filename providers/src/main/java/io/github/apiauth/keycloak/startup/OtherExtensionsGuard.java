package io.github.apiauth.keycloak.startup;

import io.github.apiauth.keycloak.ratelimit.RealmLimit;
import io.github.apiauth.keycloak.realm.RealmGuard;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Environment;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Says what another extension takes away by standing in the pack's place, and keeps the server from starting where a realm has
 * a rate limit that would not hold: who set one relies on it, and nobody would notice that it is gone.
 *
 * <p>Keycloak takes the factory with the highest {@code order()} for an id, and says so at DEBUG only
 * ({@code ProviderManager.load}, 26.7.0). Runs when realms have been imported and before Keycloak takes requests.
 */
public final class OtherExtensionsGuard extends RealmGuard {

    private static final Logger LOG = Logger.getLogger(OtherExtensionsGuard.class);

    private static final String MEND =
            "Remove the other extension, give its factory a lower order() or another id, or let it extend the pack's:"
                    + " docs/installation.md, Beside other extensions.";

    @Override
    public String getId() {
        return "other-extensions";
    }

    /** Before the guards that go on working in the background. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    protected void started(KeycloakSessionFactory factories) {
        Places.ALL.forEach(place -> place.intruder(factories)
                .ifPresent(intruder -> LOG.errorf(
                        "%s: %s stands in the place of %s, so these do not work: %s. %s",
                        place.name(factories), intruder.getName(), place.ours().getName(), place.purpose(), MEND)));
        boolean limitsHold = Places.OF_RATE_LIMIT.stream()
                .allMatch(place -> place.intruder(factories).isEmpty());
        // Keycloak starts for its commands too, such as export; they serve nobody.
        if (!limitsHold && !Environment.isNonServerMode()) {
            requireNoLimit(factories);
        }
    }

    private static void requireNoLimit(KeycloakSessionFactory factories) {
        List<String> limited = new ArrayList<>();
        KeycloakModelUtils.runJobInTransaction(factories, session -> session.realms()
                .getRealmsStream()
                .filter(RealmModel::isEnabled)
                .filter(realm -> isLimited(session, realm))
                .map(RealmModel::getName)
                .forEach(limited::add));
        if (!limited.isEmpty()) {
            throw new IllegalStateException("The rate limit of the realms " + limited
                    + " would not hold, because another extension stands in the pack's place. " + MEND);
        }
    }

    private static boolean isLimited(KeycloakSession session, RealmModel realm) {
        session.getContext().setRealm(realm);
        return RealmLimit.isSet(session);
    }
}
