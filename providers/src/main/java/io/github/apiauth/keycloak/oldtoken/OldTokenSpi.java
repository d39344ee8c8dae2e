package io.github.apiauth.keycloak.oldtoken;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The SPI {@code old-token}. */
public final class OldTokenSpi implements Spi {

    /** Its name, as in {@code --spi-old-token--provider}. */
    public static final String NAME = "old-token";

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
        return OldTokenProvider.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // so declared by Keycloak
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return OldTokenProviderFactory.class;
    }
}
