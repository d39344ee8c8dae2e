package io.github.apiauth.keycloak.it.server;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The clock of this machine, which the server shares. */
public final class Clock {

    private Clock() {}

    /** Waits until the time has passed, and the second that Keycloak counts in. */
    public static void awaitAfter(Instant time) {
        long end = (time.getEpochSecond() + 1) * 1000;
        while (System.currentTimeMillis() < end) {
            LockSupport.parkUntil(end);
        }
    }
}
