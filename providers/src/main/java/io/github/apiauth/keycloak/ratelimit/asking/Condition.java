package io.github.apiauth.keycloak.ratelimit.asking;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.representations.idm.ClientPolicyConditionConfigurationRepresentation;
import org.keycloak.representations.idm.ClientPolicyConditionRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.ClientPolicyVote;
import org.keycloak.services.clientpolicy.condition.AnyClientConditionFactory;
import org.keycloak.services.clientpolicy.condition.ClientPolicyConditionProvider;
import org.keycloak.util.JsonSerialization;

/**
 * A condition of a client policy, Keycloak's or another extension's.
 *
 * @param id of its provider
 * @param factory of its provider, if there is one
 * @param configuration as the provider wants it
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // so declared by Keycloak
record Condition(
        String id,
        @Nullable ProviderFactory<ClientPolicyConditionProvider> factory,
        @Nullable ClientPolicyConditionConfigurationRepresentation configuration) {

    static Condition of(KeycloakSession session, ClientPolicyConditionRepresentation condition) {
        String id = condition.getConditionProviderId();
        ProviderFactory<ClientPolicyConditionProvider> factory =
                session.getKeycloakSessionFactory().getProviderFactory(ClientPolicyConditionProvider.class, id);
        Class<?> type = factory == null
                ? ClientPolicyConditionConfigurationRepresentation.class
                : factory.create(session).getConditionConfigurationClass();
        return new Condition(id, factory, (ClientPolicyConditionConfigurationRepresentation)
                JsonSerialization.mapper.convertValue(condition.getConfiguration(), type));
    }

    /** Whether it asks about the request, and not only whether there is one. */
    boolean asksAboutRequest() {
        return !id.equals(AnyClientConditionFactory.PROVIDER_ID);
    }

    /** Its vote, negated if it is so configured, as {@code DefaultClientPolicyManager.isSatisfied} (26.7.0) takes it. */
    ClientPolicyVote vote(KeycloakSession session, ClientPolicyContext context) throws ClientPolicyException {
        if (factory == null) {
            throw new ClientPolicyException("There is no condition " + id);
        }
        ClientPolicyConditionProvider condition = factory.create(session);
        condition.setupConfiguration(configuration);
        ClientPolicyVote vote = condition.applyPolicy(context);
        return condition.isNegativeLogic() ? negated(vote) : vote;
    }

    private static ClientPolicyVote negated(ClientPolicyVote vote) {
        return switch (vote) {
            case YES -> ClientPolicyVote.NO;
            case NO -> ClientPolicyVote.YES;
            case ABSTAIN -> ClientPolicyVote.ABSTAIN;
        };
    }
}
