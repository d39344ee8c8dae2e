package io.github.apiauth.keycloak.policy;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.util.List;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.ClientPolicyManager;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManagerFactory;

/**
 * Takes the place of Keycloak's {@link DefaultClientPolicyManagerFactory} (26.7.0) by its higher {@link #order()}. With
 * {@code --spi-client-policy-manager--default--skip-idle=true} a realm's policies are not evaluated at events at which none of
 * their executors does anything; without, it is Keycloak's own.
 */
public class SkippingPolicyManagerFactory extends DefaultClientPolicyManagerFactory implements ListedWithVersion {

    private static final String SKIP_IDLE = "skip-idle";

    private final PolicyReading<Set<ClientPolicyEvent>> idleEvents =
            new PolicyReading<>(SkippingPolicyManager::idleEvents);
    private boolean skipIdle;

    @Override
    public void init(Config.Scope config) {
        super.init(config);
        skipIdle = config.getBoolean(SKIP_IDLE, false);
    }

    @Override
    public ClientPolicyManager create(KeycloakSession session) {
        return skipIdle ? new SkippingPolicyManager(session, idleEvents) : super.create(session);
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
