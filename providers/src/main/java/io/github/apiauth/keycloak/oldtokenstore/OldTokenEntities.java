package io.github.apiauth.keycloak.oldtokenstore;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** Lets Keycloak create the table with its own, and map it. */
final class OldTokenEntities implements JpaEntityProvider {

    @Override
    public List<Class<?>> getEntities() {
        return List.of(OldTokenEntity.class);
    }

    @Override
    public String getChangelogLocation() {
        return "META-INF/api-auth-changelog.xml";
    }

    @Override
    public String getFactoryId() {
        return OldTokenEntitiesFactory.PROVIDER_ID;
    }

    @Override
    public void close() {}
}
