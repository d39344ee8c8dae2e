package io.github.apiauth.keycloak.lane;

import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.policy.ActsOnEvents;
import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/**
 * Lets administrators choose the contracts of a realm, in the admin console under Realm settings, Client policies: an enabled policy
 * whose profile holds this executor opens the lane. It does nothing at a request; {@link RealmChoice} reads it.
 */
public final class LegacyApiExecutorFactory
        implements ClientPolicyExecutorProviderFactory, ActsOnEvents, ListedWithVersion {

    /** The executor's name in a client profile. */
    public static final String PROVIDER_ID = "legacy-api";

    static final String CONTRACTS = "contracts";

    private List<String> ids = List.of();

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getHelpText() {
        return "Opens the API lane of this realm: its clients are answered as those of a legacy API are, and Keycloak's own"
                + " endpoints take JSON. For all clients, so with the condition any-client.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(CONTRACTS)
                .label("Contracts")
                .type(ProviderConfigProperty.MULTIVALUED_LIST_TYPE)
                .options(ids)
                .helpText("What the legacy APIs look like: those that are shipped, and those of conf/legacy-api.")
                .add()
                .build();
    }

    @Override
    public ClientPolicyExecutorProvider<ClientPolicyExecutorConfigurationRepresentation> create(
            KeycloakSession session) {
        return new Nothing();
    }

    @Override
    public boolean actsOn(ClientPolicyEvent event) {
        return false;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        ids = Lanes.contracts(factory).map(Contract::id).sorted().toList();
    }

    @Override
    public void close() {}

    private static final class Nothing
            implements ClientPolicyExecutorProvider<ClientPolicyExecutorConfigurationRepresentation> {

        @Override
        public String getProviderId() {
            return PROVIDER_ID;
        }

        @Override
        public void executeOnEvent(ClientPolicyContext context) {}
    }
}
