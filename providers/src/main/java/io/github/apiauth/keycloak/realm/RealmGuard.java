package io.github.apiauth.keycloak.realm;

import io.github.apiauth.keycloak.lane.RealmChoice;
import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.util.Comparator;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmModel.RealmPostCreateEvent;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderFactory;

/** Watches realms, by Keycloak's events; sessions have nothing to ask of it. */
public abstract class RealmGuard implements ProviderFactory<RealmGuard>, Provider, ListedWithVersion {

    /** A realm that has chosen the pack has been created; its transaction has not ended. */
    protected void created(RealmModel realm) {}

    /**
     * Keycloak has started and imported its realms, and takes no requests yet. Guards with a higher {@link #order()} are asked
     * first; what one throws keeps the server from starting, and the others from being asked.
     */
    protected void started(KeycloakSessionFactory factory) {}

    @Override
    public final void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> on(event, factory));
    }

    private void on(ProviderEvent event, KeycloakSessionFactory factory) {
        if (event instanceof RealmPostCreateEvent creation) {
            created(creation.getKeycloakSession(), creation.getCreatedRealm());
        } else if (event instanceof PostMigrationEvent) {
            // Keycloak calls listeners in no order that a provider could choose: the first guard asks them all.
            List<RealmGuard> guards = all(factory);
            if (guards.get(0) == this) {
                guards.forEach(guard -> guard.started(factory));
            }
        }
    }

    /** Realms that have not chosen the pack are none of its business ({@link RealmChoice}). */
    private void created(KeycloakSession session, RealmModel realm) {
        KeycloakContext context = session.getContext();
        RealmModel before = context.getRealm();
        context.setRealm(realm);
        try {
            if (RealmChoice.of(session).isMade()) {
                created(realm);
            }
        } finally {
            context.setRealm(before);
        }
    }

    private static List<RealmGuard> all(KeycloakSessionFactory factory) {
        return factory.getProviderFactoriesStream(RealmGuard.class)
                .map(RealmGuard.class::cast)
                .sorted(Comparator.comparing(RealmGuard::order).reversed().thenComparing(RealmGuard::getId))
                .toList();
    }

    @Override
    public final RealmGuard create(KeycloakSession session) {
        return this;
    }

    @Override
    public final void init(Config.Scope config) {}

    @Override
    public final void close() {}
}
