package io.github.apiauth.keycloak.intake;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Makes Keycloak load {@link IntakeConfig}. */
public final class IntakeSpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return IntakeConfig.SPI;
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return IntakeConfig.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // so declared by Keycloak
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return IntakeConfig.class;
    }
}
