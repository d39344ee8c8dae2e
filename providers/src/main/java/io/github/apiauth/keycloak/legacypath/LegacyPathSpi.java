package io.github.apiauth.keycloak.legacypath;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Makes Keycloak load {@link LegacyPathConfig}. */
public final class LegacyPathSpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return LegacyPathConfig.SPI;
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return LegacyPathConfig.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // so declared by Keycloak
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return LegacyPathConfig.class;
    }
}
