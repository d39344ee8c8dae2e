package io.github.apiauth.keycloak.startup;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;

/**
 * Where Keycloak has to find a factory of the pack.
 *
 * @param spi the SPI's provider
 * @param id under which Keycloak looks; none where it takes the SPI's default provider, whatever its id
 * @param ours the pack's factory; one that extends it will do
 * @param purpose what does not work where another stands
 */
record Place(Class<? extends Provider> spi, @Nullable String id, Class<?> ours, String purpose) {

    /**
     * The class of another extension's factory that stands here. None where nothing does, because an administrator has switched
     * the place off, and none where an administrator has chosen the SPI's provider.
     */
    Optional<Class<?>> intruder(KeycloakSessionFactory factories) {
        ProviderFactory<?> active = active(factories);
        return active == null || ours.isInstance(active) ? Optional.empty() : Optional.of(active.getClass());
    }

    private @Nullable ProviderFactory<?> active(KeycloakSessionFactory factories) {
        if (id != null) {
            return factories.getProviderFactory(spi, id);
        }
        String name = factories.getSpi(spi).getName();
        boolean chosen = Config.getProvider(name) != null || Config.getDefaultProvider(name) != null;
        return chosen ? null : factories.getProviderFactory(spi);
    }

    /** As the options of Keycloak name it. */
    String name(KeycloakSessionFactory factories) {
        String name = factories.getSpi(spi).getName();
        return id == null ? name : name + '/' + id;
    }
}
