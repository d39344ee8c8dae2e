package io.github.apiauth.keycloak.ratelimit.counting;

/**
 * What one policy, or the server's default, sets.
 *
 * @param client for each client from each address
 * @param address for each address, whatever clients it names
 */
public record Limits(Limit client, Limit address) {

    public static final int DEFAULT_PERIOD = 60;

    private static final int ADDRESS_FACTOR = 10;

    /**
     * Fills in what was left out, which is 0 here: the burst is a period's requests, and an address has ten times what a
     * client has. There is always a limit for the address: it bounds what requests with made-up clients cost.
     */
    public static Limits of(int requests, int period, int burst, int addressRequests, int addressBurst) {
        int seconds = orElse(period, DEFAULT_PERIOD);
        int clientBurst = orElse(burst, requests);
        return new Limits(
                new Limit(requests, seconds, clientBurst),
                new Limit(
                        orElse(addressRequests, ADDRESS_FACTOR * requests),
                        seconds,
                        orElse(addressBurst, orElse(addressRequests, ADDRESS_FACTOR * clientBurst))));
    }

    /** The same, with another number of requests for the client in the same period. Its burst is more or less in proportion. */
    public Limits withRequests(int requests) {
        long burst = (long) client.burst() * requests / client.requests();
        return new Limits(
                new Limit(requests, client.period(), (int) Math.max(1, Math.min(burst, Integer.MAX_VALUE))), address);
    }

    private static int orElse(int set, int otherwise) {
        return set == 0 ? otherwise : set;
    }
}
