package io.github.apiauth.keycloak.benchmark;

import java.net.URI;
import java.util.LinkedHashMap;
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
        Map<String, String> parameters = new LinkedHashMap<>(Workload.CLIENT_CREDENTIALS.parameters(""));
        parameters.put("scope", "read");
        return sends.body(parameters);
    }

    boolean isAlive() {
        return processes.values().stream().allMatch(ProcessHandle::isAlive);
    }
}
