package io.github.apiauth.keycloak.benchmark;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** One lane under one workload for some seconds. */
final class Measurement {

    private static final long LONGEST = Duration.ofMinutes(2).toNanos();

    final Workload workload;
    final Lane lane;
    final int round;
    final LongAdder failures = new LongAdder();

    private final Histogram latencies = new ConcurrentHistogram(LONGEST, 3);
    private final ServerProbe probe;
    private ServerProbe.Usage before = new ServerProbe.Usage(0, 0);
    private ServerProbe.Usage after = before;
    private long began;
    private long ended;

    Measurement(Workload workload, Lane lane, int round, ServerProbe probe) {
        this.workload = workload;
        this.lane = lane;
        this.round = round;
        this.probe = probe;
    }

    void begin() {
        before = probe.read();
        began = System.nanoTime();
    }

    void end() {
        ended = System.nanoTime();
        after = probe.read();
    }

    void answered(long nanos) {
        latencies.recordValue(Math.min(nanos, LONGEST));
    }

    /** The server's processor time in microseconds for each request. */
    double cpu() {
        return (after.cpu() - before.cpu()) / 1e3 / latencies.getTotalCount();
    }

    /** What the server allocated in KiB for each request; less than 0 where its JVM does not say. */
    double allocated() {
        return before.allocated() < 0
                ? -1
                : (after.allocated() - before.allocated()) / 1024.0 / latencies.getTotalCount();
    }

    /** Requests a second. */
    double throughput() {
        return latencies.getTotalCount() * 1e9 / (ended - began);
    }

    Histogram latencies() {
        return latencies;
    }
}
