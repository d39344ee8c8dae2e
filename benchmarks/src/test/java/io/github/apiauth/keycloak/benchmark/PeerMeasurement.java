package io.github.apiauth.keycloak.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One server that issues tokens, for some seconds. */
final class PeerMeasurement extends Slice {

    static final String DATABASE = "PostgreSQL";

    final Issuer issuer;

    private final Map<String, ProcessHandle> processes;
    private Map<String, ProcessorTime> before = Map.of();
    private Map<String, ProcessorTime> after = Map.of();

    /**
     * Before the first reading.
     *
     * @param database its processes, which are measured but not counted as the server's
     */
    PeerMeasurement(Issuer issuer, int round, ProcessHandle database) {
        super(round);
        this.issuer = issuer;
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

    private Map<String, ProcessorTime> read() {
        Map<String, ProcessorTime> all = new LinkedHashMap<>();
        processes.forEach((name, root) -> all.put(name, ProcessorTime.of(root)));
        return all;
    }

    @Override
    double cpu() {
        return issuer.processes().keySet().stream().mapToDouble(this::cpu).sum();
    }

    /** The processor time of these processes in microseconds for each token. */
    double cpu(String process) {
        return Objects.requireNonNull(after.get(process)).since(Objects.requireNonNull(before.get(process)))
                / 1e3
                / latencies().getTotalCount();
    }
}
