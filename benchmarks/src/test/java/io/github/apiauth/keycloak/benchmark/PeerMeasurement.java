package io.github.apiauth.keycloak.benchmark;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One server that issues tokens, for some seconds. */
final class PeerMeasurement extends Meter {

    static final String DATABASE = "PostgreSQL";

    final Issuer issuer;
    final int round;

    private final Map<String, ProcessHandle> processes;
    private Map<String, Duration> before = Map.of();
    private Map<String, Duration> after = Map.of();

    /**
     * Before the first reading.
     *
     * @param database its processes, which are measured but not counted as the server's
     */
    PeerMeasurement(Issuer issuer, int round, ProcessHandle database) {
        super(issuer::usage);
        this.issuer = issuer;
        this.round = round;
        processes = new LinkedHashMap<>(issuer.processes());
        processes.put(DATABASE, database);
    }

    @Override
    void begin() {
        before = read();
        super.begin();
    }

    @Override
    void end() {
        super.end();
        after = read();
    }

    private Map<String, Duration> read() {
        Map<String, Duration> all = new LinkedHashMap<>();
        processes.forEach((name, root) -> all.put(name, ProcessorTime.of(root)));
        return all;
    }

    /** The processor time of these processes in microseconds for each token. */
    double cpu(String process) {
        return Objects.requireNonNull(after.get(process))
                        .minus(Objects.requireNonNull(before.get(process)))
                        .toNanos()
                / 1e3
                / latencies().getTotalCount();
    }
}
