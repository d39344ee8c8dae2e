package io.github.apiauth.keycloak.it.server;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;

import java.util.List;
import java.util.Map;

/**
 * A server with the options of the pack that are not set as delivered: a rate limit where no policy sets one, and nothing done that
 * nothing could come of; its log says what it does. Started at the first call, stopped when the JVM ends.
 */
public final class ServerWithOptions {

    /** How many requests a client may send in a day, where no policy says how many. */
    public static final int REQUESTS = 5;

    /** How many counters are kept at most. */
    public static final int MAX_ENTRIES = 200;

    private static final String LIMIT = "--spi-client-policy-executor--token-rate-limit--";

    private static final DistributionServer SERVER = DistributionServer.start(
            "with-options",
            Map.of("API_WEB_APP_SECRET", secret(WEB_APP), "API_SERVER_APP_SECRET", secret(SERVER_APP)),
            List.of(
                    "--proxy-headers=xforwarded",
                    "--proxy-trusted-addresses=127.0.0.1",
                    // So that all spellings of a path reach RESTEasy.
                    "--http-accept-non-normalized-paths=true",
                    LIMIT + "requests=" + REQUESTS,
                    LIMIT + "period=86400",
                    LIMIT + "address-requests=1000",
                    LIMIT + "max-entries=" + MAX_ENTRIES,
                    "--spi-client-policy-manager--default--skip-idle=true",
                    "--spi-user-session-persister--jpa--skip-transient=true",
                    "--log-level=INFO,org.keycloak.services.clientpolicy:trace,org.hibernate.SQL:debug"));

    private ServerWithOptions() {}

    /** The server of this test run. */
    public static DistributionServer shared() {
        return SERVER;
    }
}
