package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.lane.Lanes;
import io.github.apiauth.keycloak.request.FormRequest;
import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import io.github.apiauth.keycloak.usage.RequestMetrics;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/**
 * Puts the API lane below {@code /realms/{realm}/rest}. Keycloak's
 * {@code --spi-realm-restapi-extension--rest--enabled=false} takes it away.
 */
public final class ApiLaneFactory implements RealmResourceProviderFactory, ListedWithVersion {

    /** The first part of the lane's path within a realm, {@link Lanes#TOP}. */
    public static final String PROVIDER_ID = "rest";

    private static final String MAX_BYTES = "max-bytes";

    private LaneReaders readers = new LaneReaders(FormRequest.DEFAULT_MAX_BYTES);
    private @Nullable Lanes lanes;

    /** The longest request body in bytes. */
    static int maxBytes(Config.Scope scope) {
        return scope.getInt(MAX_BYTES, FormRequest.DEFAULT_MAX_BYTES);
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public void init(Config.Scope scope) {
        readers = new LaneReaders(maxBytes(scope));
    }

    /** Only where the lane is what Keycloak has at its path: Keycloak uses no other factory. */
    @Override
    public void postInit(KeycloakSessionFactory factory) {
        lanes = CDI.current().select(Lanes.class).get();
        lanes.open(factory);
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new ApiLane(session, Objects.requireNonNull(lanes), readers);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(MAX_BYTES)
                .type("int")
                .helpText("The longest request body in bytes; longer ones are answered with 413.")
                .defaultValue(FormRequest.DEFAULT_MAX_BYTES)
                .add()
                .property()
                .name(RequestMetrics.OPTION)
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .helpText(
                        "Whether the metric keycloak_lane_requests_total counts requests by path, contract and client: a time"
                                + " series for each that comes.")
                .defaultValue(true)
                .add()
                .build();
    }

    @Override
    public void close() {}
}
