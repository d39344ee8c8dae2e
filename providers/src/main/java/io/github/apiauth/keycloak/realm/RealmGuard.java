package io.github.apiauth.keycloak.realm;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.util.function.Consumer;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmModel.RealmPostCreateEvent;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;

/** Watches realms from {@link #postInit} on, by Keycloak's events; sessions have nothing to ask of it. */
public abstract class RealmGuard implements ProviderFactory<RealmGuard>, Provider, ListedWithVersion {

    /** Shows each realm that is created to the action, before the transaction ends. */
    static void whenCreated(KeycloakSessionFactory factory, Consumer<RealmModel> action) {
        factory.register(event -> {
            if (event instanceof RealmPostCreateEvent created) {
                action.accept(created.getCreatedRealm());
            }
        });
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
