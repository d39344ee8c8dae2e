package io.github.apiauth.keycloak.benchmark;

/** One lane under one workload for some seconds. */
final class Measurement extends Slice {

    final Workload workload;
    final Lane lane;

    private final ServerProbe probe;
    private ServerProbe.Usage before = new ServerProbe.Usage(0, 0);
    private ServerProbe.Usage after = before;

    Measurement(Workload workload, Lane lane, int round, ServerProbe probe) {
        super(round);
        this.workload = workload;
        this.lane = lane;
        this.probe = probe;
    }

    @Override
    void begin() {
        before = probe.read();
        super.begin();
    }

    @Override
    void end() {
        super.end();
        after = probe.read();
    }

    @Override
    double cpu() {
        return (after.cpu() - before.cpu()) / 1e3 / latencies().getTotalCount();
    }

    /** What the server allocated in KiB for each request; less than 0 where its JVM does not say. */
    double allocated() {
        return before.allocated() < 0
                ? -1
                : (after.allocated() - before.allocated())
                        / 1024.0
                        / latencies().getTotalCount();
    }
}
