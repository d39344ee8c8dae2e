package io.github.apiauth.keycloak.ratelimit.counting;

/** The counters' store has failed or does not answer: the one failure for which a request passes uncounted. */
public final class CounterStoreException extends Exception {

    private static final long serialVersionUID = 1L;

    CounterStoreException(String message) {
        super(message, null, false, false);
    }

    CounterStoreException(Throwable failure) {
        super("The counters' store has failed", failure, false, false);
    }
}
