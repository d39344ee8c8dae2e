package io.github.apiauth.keycloak.legacyapi;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;

/**
 * Tells the pack of contracts: the extension point of the SPI {@code legacy-api}. An implementation is named in
 * {@code META-INF/services/io.github.apiauth.keycloak.legacyapi.LegacyApiProvider} of a jar in {@code providers/}; sessions have
 * nothing to ask of it. A contract that needs no code is a file instead (docs/legacy-api.md).
 */
public interface LegacyApiProvider extends Provider, ProviderFactory<LegacyApiProvider> {

    /**
     * The contracts, always the same ones. Called after {@link #init}, when the server starts.
     *
     * @throws IllegalArgumentException if the configuration makes no contract; keeps the server from starting, so the message says
     *     what is wrong and how to mend it
     */
    List<Contract> contracts();

    @Override
    default LegacyApiProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    default void init(Config.Scope config) {}

    @Override
    default void postInit(KeycloakSessionFactory factory) {}

    @Override
    default void close() {}
}
