package io.github.apiauth.keycloak.migrate;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does several things at a time and takes no more than that, so that rows are read as fast as Keycloak takes them. */
final class AtOnce implements AutoCloseable {

    private final ExecutorService threads;
    private final Semaphore free;
    private final int number;
    private final AtomicReference<@Nullable MigrateException> failure = new AtomicReference<>();

    /** What is done. */
    interface Task {

        /** Does it. */
        void run() throws MigrateException;
    }

    /** So many at a time. */
    AtOnce(int number) {
        this.number = number;
        threads = Executors.newFixedThreadPool(number);
        free = new Semaphore(number);
    }

    /**
     * Has it done, soon.
     *
     * @throws MigrateException if an earlier one has failed
     */
    void run(Task task) throws MigrateException {
        acquire(1);
        requireNoFailure();
        threads.execute(() -> {
            try {
                task.run();
            } catch (MigrateException failed) {
                failure.compareAndSet(null, failed);
            } catch (RuntimeException | Error bug) {
                failure.compareAndSet(null, new MigrateException("A mistake in migrate: " + bug));
                throw bug;
            } finally {
                free.release();
            }
        });
    }

    /** Waits until all is done. */
    void await() throws MigrateException {
        acquire(number);
        free.release(number);
        requireNoFailure();
    }

    private void acquire(int permits) throws MigrateException {
        try {
            free.acquire(permits);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MigrateException("Interrupted.");
        }
    }

    private void requireNoFailure() throws MigrateException {
        MigrateException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
