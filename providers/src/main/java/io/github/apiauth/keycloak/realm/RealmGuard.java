package io.github.apiauth.keycloak.realm;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;

/** Watches realms from {@link #postInit} on, by Keycloak's events; sessions have nothing to ask of it. */
public abstract class RealmGuard implements ProviderFactory<RealmGuard>, Provider, ListedWithVersion {

    @Override
    public final RealmGuard create(KeycloakSession session) {
        return this;
    }

    @Override
    public final void init(Config.Scope config) {}

    @Override
    public final void close() {}
}
