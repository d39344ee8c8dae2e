package io.github.apiauth.keycloak.intake;

import java.util.HashMap;
import java.util.Map;

/**
 * The memory that a node has for bodies.
 *
 * <p>An address may hold at most as much as is still free (the dynamic threshold of Choudhury and Hahne, 1998): one alone half
 * of all, a hundred a hundredth each, and what is left is for the next one.
 */
final class BodyBudget {

    private final long bytes;
    private final Map<String, Long> heldByAddress = new HashMap<>();
    private long held;

    BodyBudget(long bytes) {
        this.bytes = bytes;
    }

    /** The most that one request could ever have. */
    long largestShare() {
        return bytes / 2;
    }

    /** Takes memory for a request from this address, or takes none and says so. */
    synchronized boolean take(String address, long more) {
        long heldThen = heldByAddress.getOrDefault(address, 0L) + more;
        if (heldThen > bytes - held - more) {
            return false;
        }
        held += more;
        heldByAddress.put(address, heldThen);
        return true;
    }

    /** Gives back what was taken. */
    synchronized void giveBack(String address, long less) {
        held -= less;
        heldByAddress.computeIfPresent(address, (same, before) -> before == less ? null : Long.valueOf(before - less));
    }
}
