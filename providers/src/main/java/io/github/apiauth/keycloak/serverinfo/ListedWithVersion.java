package io.github.apiauth.keycloak.serverinfo;

import java.util.Map;
import java.util.Objects;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/**
 * A provider factory of the pack: the admin console shows the pack's version beside it, under Server info, Providers.
 *
 * <p>A default method, because the factories have Keycloak's own classes and interfaces above them.
 */
public interface ListedWithVersion extends ServerInfoAwareProviderFactory {

    /** The name under which the version is shown. */
    String PACK = "keycloak-api-auth";

    /** The pack's version, from the jar's manifest. */
    @Override
    default Map<String, String> getOperationalInfo() {
        String version = ListedWithVersion.class.getPackage().getImplementationVersion();
        return Map.of(PACK, Objects.requireNonNullElse(version, "unknown"));
    }
}
