package io.github.apiauth.keycloak.clientdefaults;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.context.AdminClientRegisterContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/**
 * Switches on, at a confidential client that an administrator creates, what its creator has left open. The admin console does not ask
 * for these when it creates a client, and shows them afterwards, so that they can be switched off. A client that registers itself gets
 * nothing: it could introspect the tokens of others.
 */
final class ClientDefaultsExecutor implements ClientPolicyExecutorProvider<ClientDefaultsExecutor.Configuration> {

    /** The only one at which it does anything. */
    static final ClientPolicyEvent EVENT = ClientPolicyEvent.REGISTER;

    private static final String ON = "true";

    private Configuration configuration = new Configuration();

    /** What new clients get. */
    static final class Configuration extends ClientPolicyExecutorConfigurationRepresentation {

        static final String REFRESH_TOKENS = "refresh-tokens";
        static final String INTROSPECTION = "introspection";

        @JsonProperty(REFRESH_TOKENS)
        private boolean refreshTokens = true;

        @JsonProperty(INTROSPECTION)
        private boolean introspection = true;
    }

    @Override
    public void setupConfiguration(Configuration set) {
        configuration = Objects.requireNonNullElse(set, configuration);
    }

    @Override
    public Class<Configuration> getExecutorConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public void executeOnEvent(ClientPolicyContext context) {
        if (context instanceof AdminClientRegisterContext creation
                && isConfidential(creation.getProposedClientRepresentation())) {
            complete(creation.getProposedClientRepresentation());
        }
    }

    /** As ClientManager (26.7.0) understands what is left out. */
    private static boolean isConfidential(ClientRepresentation client) {
        return Objects.requireNonNullElse(client.getProtocol(), OIDCLoginProtocol.LOGIN_PROTOCOL)
                        .equals(OIDCLoginProtocol.LOGIN_PROTOCOL)
                && !Boolean.TRUE.equals(client.isPublicClient())
                && !Boolean.TRUE.equals(client.isBearerOnly());
    }

    private void complete(ClientRepresentation client) {
        Map<String, String> attributes =
                new HashMap<>(Objects.requireNonNullElse(client.getAttributes(), Map.<String, String>of()));
        if (configuration.refreshTokens) {
            attributes.putIfAbsent(OIDCConfigAttributes.USE_REFRESH_TOKEN_FOR_CLIENT_CREDENTIALS_GRANT, ON);
        }
        if (configuration.introspection) {
            attributes.putIfAbsent(OIDCConfigAttributes.ALLOW_TOKEN_INTROSPECTION_WITHOUT_AUDIENCE_CHECK, ON);
        }
        client.setAttributes(attributes);
    }

    @Override
    public String getProviderId() {
        return ClientDefaultsExecutorFactory.PROVIDER_ID;
    }
}
