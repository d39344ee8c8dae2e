package io.github.apiauth.keycloak.legacypath;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ProviderFactory;

/**
 * The option {@code --spi-legacy-path--host-root--mappings}. A provider of the pack's own SPI, so that Keycloak lists it and
 * stops at start-up if a mapping cannot be read.
 */
public final class LegacyPathConfig implements ProviderFactory<LegacyPathConfig>, Provider, ListedWithVersion {

    static final String SPI = "legacy-path";

    private static final String PROVIDER_ID = "host-root";
    private static final String MAPPINGS = "mappings";

    /** The configured mappings, which are none by default. */
    static LegacyPaths read() {
        return read(Config.scope(SPI, PROVIDER_ID));
    }

    private static LegacyPaths read(Config.Scope scope) {
        return LegacyPaths.of(scope.getArray(MAPPINGS));
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public void init(Config.Scope scope) {
        read(scope);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(MAPPINGS)
                .type(ProviderConfigProperty.STRING_TYPE)
                .helpText("Paths at the root of the host and the realms whose API lane they stand for: PREFIX=REALM or"
                        + " PREFIX=REALM/PATH, separated by commas.")
                .add()
                .build();
    }

    @Override
    public LegacyPathConfig create(KeycloakSession session) {
        return this;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
