package io.github.apiauth.keycloak.passwordhash;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import org.keycloak.Config;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.credential.hash.PasswordHashProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** One kind of hash of an old application, by the {@code algorithm} of its credentials. */
abstract class MigratedHashFactory implements PasswordHashProviderFactory, ListedWithVersion {

    private final String id;
    private final HashReader reader;
    private final UnreadableHashes unreadable = new UnreadableHashes();

    MigratedHashFactory(String id, HashReader reader) {
        this.id = id;
        this.reader = reader;
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final PasswordHashProvider create(KeycloakSession session) {
        return new MigratedHashProvider(session, reader, unreadable);
    }

    @Override
    public final void init(Config.Scope config) {}

    @Override
    public final void postInit(KeycloakSessionFactory factory) {}

    @Override
    public final void close() {}
}
