package io.github.apiauth.keycloak.benchmark;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A server that runs and issues tokens for client credentials.
 *
 * @param tokens where
 * @param keys where it publishes the keys that verify them
 * @param sends as what the request is sent: as on this lane
 * @param processes those it consists of, by name, each with all below it
 */
record Issuer(String title, URI tokens, URI keys, Lane sends, Map<String, ProcessHandle> processes) {

    /** The request: the same for all. */
    String body() {
        return Workload.CLIENT_CREDENTIALS.body(sends, "");
    }

    /** What its processes have used so far; what they allocate is not known. */
    ServerProbe.Usage usage() {
        return new ServerProbe.Usage(
                processes.values().stream()
                        .map(ProcessorTime::of)
                        .mapToLong(Duration::toNanos)
                        .sum(),
                -1);
    }

    boolean isAlive() {
        return processes.values().stream().allMatch(ProcessHandle::isAlive);
    }
}
