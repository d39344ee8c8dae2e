package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.request.FormRequest;
import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/**
 * Puts the API lane below {@code /realms/{realm}/rest}. Keycloak's
 * {@code --spi-realm-restapi-extension--rest--enabled=false} takes it away.
 */
public final class ApiLaneFactory implements RealmResourceProviderFactory, ListedWithVersion {

    /** The first part of the lane's path within a realm. */
    public static final String PROVIDER_ID = "rest";

    private ApiLaneConfig config = new ApiLaneConfig(FormRequest.DEFAULT_MAX_BYTES, "");

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public void init(Config.Scope scope) {
        config = ApiLaneConfig.of(scope);
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new ApiLane(session, config);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ApiLaneConfig.PROPERTIES;
    }

    /** Whether the lane is what Keycloak has at its path: it may be switched off, or replaced by another extension. */
    static boolean isActive(KeycloakSessionFactory factory) {
        return factory.getProviderFactory(RealmResourceProvider.class, PROVIDER_ID) instanceof ApiLaneFactory;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        CDI.current().select(LaneBodyFilter.class).get().activate();
    }

    @Override
    public void close() {}
}
