package io.github.apiauth.keycloak.ratelimit.asking;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.ratelimit.counting.Limits;
import java.util.Optional;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.util.JsonSerialization;

/**
 * Holds what an administrator has set for the clients that the policy's conditions match; {@link Policies} reads it. On the
 * events of Keycloak's own endpoints it does nothing: they come after the client's authentication.
 */
public final class TokenRateLimitExecutor
        implements ClientPolicyExecutorProvider<TokenRateLimitExecutor.Configuration> {

    /** The executor's name in a client profile. */
    public static final String PROVIDER_ID = "token-rate-limit";

    /** What this configuration of the executor sets, if it is a valid one. */
    static Optional<Limits> limits(JsonNode configuration) {
        return Optional.of(JsonSerialization.mapper.convertValue(configuration, Configuration.class))
                .filter(Configuration::validateConfig)
                .map(Configuration::limits);
    }

    @Override
    public Class<Configuration> getExecutorConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public String getProviderId() {
        return PROVIDER_ID;
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

        private Limits limits() {
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
