package io.github.apiauth.keycloak.session;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.session.JpaUserSessionPersisterProviderFactory;
import org.keycloak.models.session.UserSessionPersisterProvider;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * Takes the place of Keycloak's {@link JpaUserSessionPersisterProviderFactory} (26.7.0) by its higher {@link #order()}. With
 * {@code --spi-user-session-persister--jpa--skip-transient=true} it does not look into the database for sessions that are never
 * stored; without, it is Keycloak's own.
 */
public class StoredSessionsFactory extends JpaUserSessionPersisterProviderFactory implements ListedWithVersion {

    private static final String SKIP_TRANSIENT = "skip-transient";

    /** Keycloak's own option, which its factory keeps to itself. */
    private static final String EXPIRATION_BATCH = "expirationBatch";

    private int expirationBatch = DEFAULT_EXPIRATION_BATCH;
    private boolean skipTransient;

    @Override
    public void init(Config.Scope config) {
        super.init(config);
        expirationBatch = Math.max(1, config.getInt(EXPIRATION_BATCH, DEFAULT_EXPIRATION_BATCH));
        skipTransient = config.getBoolean(SKIP_TRANSIENT, false);
    }

    @Override
    public UserSessionPersisterProvider create(KeycloakSession session) {
        if (!skipTransient) {
            return super.create(session);
        }
        EntityManager entities =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        return new StoredSessions(session, entities, expirationBatch);
    }

    @Override
    public int order() {
        return super.order() + 1;
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Stream.of(super.getOperationalInfo(), ListedWithVersion.super.getOperationalInfo())
                .flatMap(info -> info.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return Stream.concat(
                        super.getConfigMetadata().stream(),
                        ProviderConfigurationBuilder.create()
                                .property()
                                .name(SKIP_TRANSIENT)
                                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                                .helpText(
                                        "Whether the database is spared the search for sessions that end with their"
                                                + " request, such as those of client-credentials tokens without a refresh token.")
                                .defaultValue(false)
                                .add()
                                .build()
                                .stream())
                .toList();
    }
}
