package io.github.apiauth.keycloak.usage;

import io.github.apiauth.keycloak.lane.LaneCall;
import io.github.apiauth.keycloak.lane.LaneLogins;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * The counter {@code keycloak_lane_requests_total} on Keycloak's metrics endpoint. Without {@code --metrics-enabled=true} Micrometer
 * has no registry to count in, and nothing is counted.
 */
@ApplicationScoped
public class RequestMetrics {

    /** The option of the API lane that switches it off. */
    public static final String OPTION = "request-metrics";

    private static final String NAME = "keycloak.lane.requests";
    private static final String UNKNOWN = "unknown";
    private static final int FAILURE = 400;

    private final boolean on = Config.scope("realm-restapi-extension", "rest").getBoolean(OPTION, true);

    /** Whether requests are counted. */
    boolean isOn() {
        return on;
    }

    /**
     * Counts a request.
     *
     * @param client that Keycloak knows it to be of, if it does: made-up ones share one label
     * @param status of Keycloak's answer: a contract may have another
     */
    void count(RealmModel realm, String lane, LaneCall call, @Nullable ClientModel client, int status) {
        Counter.builder(NAME)
                .description("Requests by the path that was called, its contract and the client")
                .tag("realm", realm.getName())
                .tag(LaneLogins.LANE, lane)
                .tag(LaneCall.PATH, call.path())
                .tag(LaneCall.CONTRACT, call.contract())
                .tag("client_id", client == null ? UNKNOWN : client.getClientId())
                .tag("outcome", status < FAILURE ? "succeeded" : "failed")
                .register(Metrics.globalRegistry)
                .increment();
    }
}
