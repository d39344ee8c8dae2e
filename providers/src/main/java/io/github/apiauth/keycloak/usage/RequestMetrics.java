package io.github.apiauth.keycloak.usage;

import io.github.apiauth.keycloak.lane.LaneCall;
import io.github.apiauth.keycloak.lane.LaneLogins;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    /** What one counter is for. */
    private record Series(String realm, String lane, LaneCall call, String clientId, String outcome) {}

    private static final String NAME = "keycloak.lane.requests";
    private static final String UNKNOWN = "unknown";
    private static final int FAILURE = 400;

    /** Those that there are: Micrometer makes all tags anew to look for one. */
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

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
        counters.computeIfAbsent(
                        new Series(
                                realm.getName(),
                                lane,
                                call,
                                client == null ? UNKNOWN : client.getClientId(),
                                status < FAILURE ? "succeeded" : "failed"),
                        RequestMetrics::counter)
                .increment();
    }

    private static Counter counter(Series series) {
        return Counter.builder(NAME)
                .description("Requests by the path that was called, its contract and the client")
                .tag("realm", series.realm())
                .tag(LaneLogins.LANE, series.lane())
                .tag(LaneCall.PATH, series.call().path())
                .tag(LaneCall.CONTRACT, series.call().contract())
                .tag("client_id", series.clientId())
                .tag("outcome", series.outcome())
                .register(Metrics.globalRegistry);
    }
}
