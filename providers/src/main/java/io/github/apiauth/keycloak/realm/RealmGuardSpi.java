package io.github.apiauth.keycloak.realm;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/**
 * Makes Keycloak load the {@link RealmGuard}s. Keycloak has no SPI for a listener alone; this one follows its own
 * {@code RealmManagerSpi} (26.7.0).
 */
public final class RealmGuardSpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "realm-guard";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return RealmGuard.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // so declared by Keycloak
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return RealmGuard.class;
    }
}
