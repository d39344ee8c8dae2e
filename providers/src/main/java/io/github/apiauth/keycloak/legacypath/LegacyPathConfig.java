package io.github.apiauth.keycloak.legacypath;

import io.github.apiauth.keycloak.lane.Lanes;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
                .helpText("Paths at the root of the host, and the realm and contract that they stand for:"
                        + " PREFIX=REALM/CONTRACT or PREFIX=REALM/CONTRACT/PATH, separated by commas.")
                .add()
                .build();
    }

    @Override
    public LegacyPathConfig create(KeycloakSession session) {
        return this;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        Set<String> known = Lanes.contracts(factory).map(Contract::id).collect(Collectors.toCollection(TreeSet::new));
        read().contracts().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw new IllegalArgumentException(
                    "A legacy path is mapped to the contract '" + id + "', which there is not: these exist: " + known);
        });
    }

    @Override
    public void close() {}
}
