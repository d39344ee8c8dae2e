package io.github.apiauth.keycloak.ratelimit.asking;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.ratelimit.counting.Limits;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.services.ErrorResponseException;
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
    static Optional<RoleLimits> limits(JsonNode configuration) {
        Configuration read = JsonSerialization.mapper.convertValue(configuration, Configuration.class);
        try {
            return Optional.of(read.limits());
        } catch (IllegalArgumentException invalid) { // was never saved through Keycloak
            return Optional.empty();
        }
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

        @JsonProperty(LimitOptions.REQUESTS_BY_ROLE)
        private @Nullable List<@Nullable String> requestsByRole;

        /** @throws IllegalArgumentException if they are not valid; the message says what is wrong and how to mend it */
        private RoleLimits limits() {
            require(LimitOptions.REQUESTS, requests, 1, MOST);
            require(LimitOptions.PERIOD, period, 0, LONGEST_PERIOD);
            require(LimitOptions.BURST, burst, 0, MOST);
            require(LimitOptions.ADDRESS_REQUESTS, addressRequests, 0, MOST);
            require(LimitOptions.ADDRESS_BURST, addressBurst, 0, MOST);
            Limits limits = Limits.of(requests, period, burst, addressRequests, addressBurst);
            Map<String, Limits> byRole = new HashMap<>();
            RequestsByRole.parse(requestsByRole, MOST).forEach((role, ofRole) -> {
                if (ofRole > limits.address().requests()) {
                    throw new IllegalArgumentException("the role '" + role + "' is given " + ofRole
                            + " requests, but no more than " + limits.address().requests()
                            + " may come from one address: set " + LimitOptions.ADDRESS_REQUESTS
                            + " to as many or more");
                }
                byRole.put(role, limits.withRequests(ofRole));
            });
            return new RoleLimits(limits, Map.copyOf(byRole));
        }

        /**
         * Asked by Keycloak when the profile is saved, and when a realm is imported. Keycloak's own words for {@code false} do not
         * say what is wrong.
         */
        @Override
        public boolean validateConfig() {
            try {
                limits();
                return true;
            } catch (IllegalArgumentException invalid) {
                throw new ErrorResponseException(
                        "Executor " + PROVIDER_ID + ": " + invalid.getMessage(), null, Response.Status.BAD_REQUEST);
            }
        }

        private static void require(String name, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        name + " must be a number from " + least + " to " + most + ", not " + value);
            }
        }
    }
}
