package io.github.apiauth.keycloak.ratelimit;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/**
 * Adds what an administrator has set to the limits of the clients that the policy's conditions match, when {@link Policies}
 * asks. On the events of Keycloak's own endpoints it does nothing: they come after the client's authentication.
 */
final class TokenRateLimitExecutor implements ClientPolicyExecutorProvider<TokenRateLimitExecutor.Configuration> {

    private @Nullable Limits limits;

    @Override
    public void setupConfiguration(Configuration configuration) {
        limits = configuration.validateConfig() ? configuration.limits() : null;
    }

    @Override
    public Class<Configuration> getExecutorConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public void executeOnEvent(ClientPolicyContext context) {
        if (limits != null && context instanceof ClaimedClientContext claimed) {
            claimed.add(limits);
        }
    }

    @Override
    public String getProviderId() {
        return TokenRateLimitExecutorFactory.PROVIDER_ID;
    }

    /** The executor's settings, as Keycloak stores them in the realm. */
    static final class Configuration extends ClientPolicyExecutorConfigurationRepresentation {

        private static final int MOST = 1_000_000;
        private static final int LONGEST_PERIOD = 24 * 60 * 60;

        @JsonProperty(LimitOptions.REQUESTS)
        private int requests;

        @JsonProperty(LimitOptions.PERIOD)
        private int period;

        @JsonProperty(LimitOptions.BURST)
        private int burst;

        @JsonProperty(LimitOptions.ADDRESS_REQUESTS)
        private int addressRequests;

        @JsonProperty(LimitOptions.ADDRESS_BURST)
        private int addressBurst;

        Limits limits() {
            return Limits.of(requests, period, burst, addressRequests, addressBurst);
        }

        /** Asked by Keycloak when the profile is saved. */
        @Override
        public boolean validateConfig() {
            return requests > 0
                    && isAtMost(MOST, requests)
                    && isAtMost(LONGEST_PERIOD, period)
                    && isAtMost(MOST, burst)
                    && isAtMost(MOST, addressRequests)
                    && isAtMost(MOST, addressBurst);
        }

        private static boolean isAtMost(int most, int value) {
            return 0 <= value && value <= most;
        }
    }
}
