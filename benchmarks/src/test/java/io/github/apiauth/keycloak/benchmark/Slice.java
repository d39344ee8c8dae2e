package io.github.apiauth.keycloak.benchmark;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** One server under one kind of load for some seconds. */
abstract class Slice {

    private static final long LONGEST = Duration.ofMinutes(2).toNanos();

    final int round;
    final LongAdder failures = new LongAdder();

    private final Histogram latencies = new ConcurrentHistogram(LONGEST, 3);
    private long began;
    private long ended;

    Slice(int round) {
        this.round = round;
    }

    void begin() {
        began = System.nanoTime();
    }

    void end() {
        ended = System.nanoTime();
    }

    void answered(long nanos) {
        latencies.recordValue(Math.min(nanos, LONGEST));
    }

    /** The server's processor time in microseconds for each request. */
    abstract double cpu();

    /** Requests a second. */
    double throughput() {
        return latencies.getTotalCount() * 1e9 / (ended - began);
    }

    Histogram latencies() {
        return latencies;
    }
}
