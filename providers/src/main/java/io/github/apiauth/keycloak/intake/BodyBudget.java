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

    private static final int SHARE_OF_FIRST_BYTES = 3;

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

    /**
     * Takes memory for a request, or takes none and says so.
     *
     * @param address where the request comes from
     * @param has what the request has taken before
     * @param more what it needs besides that
     */
    synchronized boolean take(String address, long has, long more) {
        long heldThen = heldByAddress.getOrDefault(address, 0L) + more;
        int share = has + more <= FIRST_BYTES ? SHARE_OF_FIRST_BYTES : 1;
        if (heldThen > share * (bytes - held - more)) {
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
