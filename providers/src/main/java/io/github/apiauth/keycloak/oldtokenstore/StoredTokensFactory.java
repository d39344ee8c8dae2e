package io.github.apiauth.keycloak.oldtokenstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.apiauth.keycloak.oldtoken.OldTokenProvider;
import io.github.apiauth.keycloak.oldtoken.OldTokenProviderFactory;
import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.time.Duration;
import org.keycloak.Config;
import org.keycloak.models.ClientModel.ClientRemovedEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmRemovedEvent;
import org.keycloak.models.UserModel.UserRemovedEvent;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.services.scheduled.ClusterAwareScheduledTaskRunner;
import org.keycloak.timer.TimerProvider;

/**
 * Offers {@link StoredTokens}, and removes the rows of tokens that have expired, and of realms, clients and users that are removed.
 */
public final class StoredTokensFactory implements OldTokenProviderFactory, ListedWithVersion {

    /** The provider's id. */
    public static final String PROVIDER_ID = "jpa";

    private static final long REMOVAL_INTERVAL = Duration.ofMinutes(15).toMillis();

    /** Most realms have no old token, and most nodes see none of a realm that has: a second is soon enough for the first one. */
    private final Cache<String, Boolean> realms =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(1)).build();

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public OldTokenProvider create(KeycloakSession session) {
        return new StoredTokens(session, realms);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> on(event, factory));
    }

    private static void on(ProviderEvent event, KeycloakSessionFactory factory) {
        if (event instanceof UserRemovedEvent removal) {
            new OldTokenTable(removal.getKeycloakSession())
                    .removeUser(removal.getRealm().getId(), removal.getUser().getId());
        } else if (event instanceof ClientRemovedEvent removal) {
            new OldTokenTable(removal.getKeycloakSession())
                    .removeClient(removal.getClient().getId());
        } else if (event instanceof RealmRemovedEvent removal) {
            new OldTokenTable(removal.getKeycloakSession())
                    .removeRealm(removal.getRealm().getId());
        } else if (event instanceof PostMigrationEvent) {
            KeycloakModelUtils.runJobInTransaction(factory, session -> schedule(session, factory));
        }
    }

    /** As {@code DefaultDatastoreProviderFactory} (26.7.0) does with the rows of Keycloak's own that expire. */
    private static void schedule(KeycloakSession session, KeycloakSessionFactory factory) {
        session.getProvider(TimerProvider.class)
                .schedule(
                        new ClusterAwareScheduledTaskRunner(factory, new ExpiredTokensRemoval(), REMOVAL_INTERVAL),
                        REMOVAL_INTERVAL);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void close() {}
}
