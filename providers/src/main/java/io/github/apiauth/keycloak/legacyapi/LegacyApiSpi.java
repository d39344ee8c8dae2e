package io.github.apiauth.keycloak.legacyapi;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The SPI {@code legacy-api}. */
public final class LegacyApiSpi implements Spi {

    /** Its name, as in {@code --spi-legacy-api--files--directory}. */
    public static final String NAME = "legacy-api";

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return LegacyApiProvider.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // so declared by Keycloak
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return LegacyApiProvider.class;
    }
}
