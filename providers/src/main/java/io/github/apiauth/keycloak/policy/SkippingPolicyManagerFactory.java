package io.github.apiauth.keycloak.policy;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.ClientPolicyManager;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManagerFactory;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/**
 * Takes the place of Keycloak's {@link DefaultClientPolicyManagerFactory} (26.7.0) by its higher {@link #order()}, and tells
 * {@link ObservesEvents} of each event. With {@code --spi-client-policy-manager--default--skip-idle=true} a realm's policies are
 * not evaluated at events at which none of their executors does anything; without, they are, as by Keycloak's own.
 */
public class SkippingPolicyManagerFactory extends DefaultClientPolicyManagerFactory implements ListedWithVersion {

    private static final String SKIP_IDLE = "skip-idle";

    private Function<KeycloakSession, Set<ClientPolicyEvent>> idleEvents = session -> Set.of();
    private List<ObservesEvents> observers = List.of();

    @Override
    public void init(Config.Scope config) {
        super.init(config);
        if (config.getBoolean(SKIP_IDLE, false)) {
            idleEvents = new PolicyReading<>(SkippingPolicyManager::idleEvents)::of;
        }
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        super.postInit(factory);
        observers = factory.getProviderFactoriesStream(ClientPolicyExecutorProvider.class)
                .filter(ObservesEvents.class::isInstance)
                .map(ObservesEvents.class::cast)
                .toList();
    }

    @Override
    public ClientPolicyManager create(KeycloakSession session) {
        return new SkippingPolicyManager(session, observers, idleEvents);
    }

    @Override
    public int order() {
        return super.order() + 1;
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(SKIP_IDLE)
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .helpText(
                        "Whether client policies are left out at events at which none of their executors does anything."
                                + " Known of this pack's executors; with any other in use, all are evaluated.")
                .defaultValue(false)
                .add()
                .build();
    }
}
