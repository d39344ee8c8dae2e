package io.github.apiauth.keycloak.intake;

import java.util.HashMap;
import java.util.Map;

/**
 * The memory that a node has for bodies.
 *
 * <p>How much an address may hold depends on what is still free (the dynamic thresholds of Choudhury and Hahne, 1998): as much as
 * that, so that one address alone can have half of all, a hundred a hundredth each, and something is left for the next one. The
 * first bytes of a request may bring it to three times that: else large bodies would shut out all others from the same address,
 * which may be a proxy's.
 */
final class BodyBudget {

    /** What every usual request fits into, with what it holds besides its body. */
    private static final long FIRST_BYTES = 16 * 1024;

    private static final int TIMES_FOR_FIRST_BYTES = 3;

    private final long bytes;
    private final Map<String, Long> heldByAddress = new HashMap<>();
    private long held;

    BodyBudget(long bytes) {
        this.bytes = bytes;
    }

    /** Whether a request could ever have this much. */
    boolean canHold(long needed) {
        return needed <= bytes / 2;
    }

    /** A request's part of it, which is nothing at first. */
    Share share(String address) {
        return new Share(address);
    }

    private synchronized boolean take(String address, long more, int times) {
        long heldThen = heldByAddress.getOrDefault(address, 0L) + more;
        if (heldThen > times * (bytes - held - more)) {
            return false;
        }
        held += more;
        heldByAddress.put(address, heldThen);
        return true;
    }

    private synchronized void giveBack(String address, long less) {
        held -= less;
        heldByAddress.computeIfPresent(address, (same, before) -> before == less ? null : Long.valueOf(before - less));
    }

    /** What one request holds. */
    final class Share {

        private final String address;
        private long taken;

        private Share(String address) {
            this.address = address;
        }

        /** Takes this many bytes more, or none and says so. */
        boolean take(long more) {
            boolean free = BodyBudget.this.take(address, more, taken + more <= FIRST_BYTES ? TIMES_FOR_FIRST_BYTES : 1);
            if (free) {
                taken += more;
            }
            return free;
        }

        /** Gives back all that was taken. */
        void giveBack() {
            BodyBudget.this.giveBack(address, taken);
            taken = 0;
        }
    }
}
