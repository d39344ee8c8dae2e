package io.github.apiauth.keycloak.benchmark;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts requests for some seconds, and what servers use for them. */
class Meter {

    private static final long LONGEST = Duration.ofMinutes(2).toNanos();

    final LongAdder failures = new LongAdder();

    private final Histogram latencies = new ConcurrentHistogram(LONGEST, 3);
    private final Supplier<ServerProbe.Usage> servers;
    private ServerProbe.Usage before = new ServerProbe.Usage(0, 0);
    private ServerProbe.Usage after = before;
    private long began;
    private long ended;

    /**
     * Nothing is counted yet.
     *
     * @param servers what they have used so far
     */
    Meter(Supplier<ServerProbe.Usage> servers) {
        this.servers = servers;
    }

    void begin() {
        before = servers.get();
        began = System.nanoTime();
    }

    void end() {
        ended = System.nanoTime();
        after = servers.get();
    }

    void answered(long nanos) {
        latencies.recordValue(Math.min(nanos, LONGEST));
    }

    /** The servers' processor time in microseconds for each request. */
    double cpu() {
        return (after.cpu() - before.cpu()) / 1e3 / latencies.getTotalCount();
    }

    /** What the servers allocated in KiB for each request; less than 0 where their JVM does not say. */
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
