package io.github.apiauth.keycloak.ratelimit.asking;

import io.github.apiauth.keycloak.ratelimit.counting.Limits;
import java.util.List;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** The names and texts of the settings, in the admin console and as server options. */
public final class LimitOptions {

    static final String REQUESTS = "requests";
    static final String PERIOD = "period";
    static final String BURST = "burst";
    static final String ADDRESS_REQUESTS = "address-requests";
    static final String ADDRESS_BURST = "address-burst";
    static final String REQUESTS_BY_ROLE = "requests-by-role";
    public static final String MAX_ENTRIES = "max-entries";

    public static final int DEFAULT_MAX_ENTRIES = 100_000;

    private static final String INT = "int";
    private static final int CONSOLE_REQUESTS = 600;

    private LimitOptions() {}

    /** The executor's fields in the admin console. */
    public static List<ProviderConfigProperty> console() {
        return ProviderConfigurationBuilder.create()
                .property(field(
                        REQUESTS,
                        "Requests",
                        "How many requests a client may send in a period, from one address, on average. From 1 to 1000000.",
                        CONSOLE_REQUESTS))
                .property(field(PERIOD, "Period", "Seconds, at most 86400.", Limits.DEFAULT_PERIOD))
                .property(field(
                        BURST,
                        "Burst",
                        "How many requests a client may send at once, after a pause. 0 for a whole period's requests.",
                        0))
                .property(field(
                        ADDRESS_REQUESTS,
                        "Requests per address",
                        "How many requests may come from one address in a period, whatever clients they name. 0 for ten"
                                + " times what a client may send. Counts in policies that match unknown clients too, such"
                                + " as those with the condition any-client.",
                        0))
                .property(field(
                        ADDRESS_BURST,
                        "Burst per address",
                        "How many requests may come from one address at once, after a pause. 0 for a whole period's"
                                + " requests per address, or ten times the client's burst.",
                        0))
                .property(new ProviderConfigProperty(
                        REQUESTS_BY_ROLE,
                        "Requests by client role",
                        "How many requests a client may send that has a client role of this name, such as gold=6000; of"
                                + " several roles, the most. Period and burst follow. For all others, Requests.",
                        ProviderConfigProperty.MULTIVALUED_STRING_TYPE,
                        "")) // the console's empty field
                .build();
    }

    /** The server options, for clients that no policy matches. */
    public static List<ProviderConfigProperty> server() {
        return ProviderConfigurationBuilder.create()
                .property(option(
                        REQUESTS,
                        "Requests per period, client and address, where no policy sets a limit. 0 for no limit.",
                        0))
                .property(option(PERIOD, "The period in seconds.", Limits.DEFAULT_PERIOD))
                .property(option(BURST, "Requests at once. 0 for a whole period's.", 0))
                .property(option(
                        ADDRESS_REQUESTS,
                        "Requests per period and address, whatever clients they name. 0 for ten times the client's.",
                        0))
                .property(option(
                        ADDRESS_BURST, "Requests at once from one address. 0 for as much as the other options say.", 0))
                .property(option(
                        MAX_ENTRIES,
                        "How many counters a node keeps at most; above that, those are dropped that are used least.",
                        DEFAULT_MAX_ENTRIES))
                .build();
    }

    /** The default of the server options, if they set one. */
    public static Optional<Limits> defaults(Config.Scope scope) {
        int requests = scope.getInt(REQUESTS, 0);
        return requests == 0
                ? Optional.empty()
                : Optional.of(Limits.of(
                        requests,
                        scope.getInt(PERIOD, 0),
                        scope.getInt(BURST, 0),
                        scope.getInt(ADDRESS_REQUESTS, 0),
                        scope.getInt(ADDRESS_BURST, 0)));
    }

    private static ProviderConfigProperty field(String name, String label, String help, int value) {
        return new ProviderConfigProperty(
                name, label, help, ProviderConfigProperty.INTEGER_TYPE, String.valueOf(value));
    }

    private static ProviderConfigProperty option(String name, String help, int value) {
        return new ProviderConfigProperty(name, null, help, INT, value);
    }
}
