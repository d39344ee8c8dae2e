package io.github.apiauth.keycloak.oldtokenstore;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Offers {@link OldTokenEntities}. */
public final class OldTokenEntitiesFactory implements JpaEntityProviderFactory, ListedWithVersion {

    /** Also the end of the name of Liquibase's table, {@code DATABASECHANGELOG_API_AUTH}. */
    public static final String PROVIDER_ID = "api-auth";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new OldTokenEntities();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
