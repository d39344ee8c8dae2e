package io.github.apiauth.keycloak.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that do what they do again and again, beside a test, and what went wrong with them. */
final class Traffic implements AutoCloseable {

    /** So that they stay far below the realm's rate limit. */
    private static final long PAUSE_MILLIS = 50;

    private final ScheduledExecutorService clients = Executors.newScheduledThreadPool(3);
    private final List<Future<?>> running = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong rounds = new AtomicLong();

    /** Starts a client. A round ends with an assertion that fails, or well. */
    void add(Runnable round) {
        running.add(clients.scheduleWithFixedDelay(() -> run(round), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void run(Runnable round) {
        try {
            round.run();
        } catch (RuntimeException | AssertionError failure) {
            failures.add(failure);
        }
        rounds.incrementAndGet();
    }

    /** How many rounds there were. */
    long rounds() {
        return rounds.get();
    }

    /** What went wrong. */
    Queue<Throwable> failures() {
        return failures;
    }

    @Override
    public void close() {
        running.forEach(client -> client.cancel(false));
        clients.shutdown();
        try {
            if (!clients.awaitTermination(1, TimeUnit.MINUTES)) {
                clients.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
