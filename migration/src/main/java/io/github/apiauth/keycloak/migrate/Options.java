package io.github.apiauth.keycloak.migrate;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The command line of {@code ./migrate}.
 *
 * @param from the JDBC address of the old database
 * @param profile the name of a shipped profile, or a file
 * @param to Keycloak's address, without a slash at the end
 * @param realm the realm's name
 * @param parts what is to go over
 * @param dryRun whether to write nothing
 * @param atOnce how many requests Keycloak gets at a time
 */
record Options(String from, String profile, URI to, String realm, Set<Part> parts, boolean dryRun, int atOnce) {

    static final String USAGE = """
            Brings clients, users and live tokens of an old server's database into a realm of Keycloak.

            Usage: ./migrate [options] --from jdbc:… --profile NAME|FILE --to https://… --realm REALM
                   ./migrate profile NAME    prints a shipped profile, to be changed into one of your own

              --from URL       the old database: jdbc:mysql:, jdbc:mariadb:, jdbc:postgresql: or jdbc:sqlite:
              --profile NAME   bshaffer, community, or a file (docs/how-to/migrate.md has its format)
              --to URL         Keycloak's address
              --realm REALM    the realm that everything goes into
              --dry-run        write nothing; report what would go over, and what cannot and why
              --only PARTS     some of clients,users,tokens (all)
              --at-once N      requests at a time, 1 to 64 (4)
              --help           this text

            From the environment, never as arguments:

              MIGRATE_DATABASE_USER, MIGRATE_DATABASE_PASSWORD   for the old database, where it needs them
              MIGRATE_ADMIN_CLIENT, MIGRATE_ADMIN_SECRET         a client of the realm whose service account has the roles
                                                                 manage-clients, manage-users and manage-realm
              or MIGRATE_ADMIN_USER, MIGRATE_ADMIN_PASSWORD      an administrator of the realm master

            It may be run again at any time, also after it was stopped: what has not changed since is skipped.
            Ends with 0 if everything went over, 3 if rows were left out, 1 if it could not go on, 2 after a wrong command line.
            """;

    private static final int MOST_AT_ONCE = 64;
    private static final Pattern CREDENTIAL = Pattern.compile("(?i)[?&;](user|username|password)=|//[^/?]*:[^/?]*@");

    /**
     * Reads the arguments.
     *
     * @throws MigrateException if one is unknown, missing, or has no proper value
     */
    static Options parse(String... arguments) throws MigrateException {
        Map<String, String> given = new HashMap<>();
        boolean dryRun = false;
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "--dry-run" -> dryRun = true;
                case "--from", "--profile", "--to", "--realm", "--only", "--at-once" -> {
                    if (rest.isEmpty()) {
                        throw new MigrateException("Option " + option + " needs a value.");
                    }
                    given.put(option, rest.remove());
                }
                // What it is may be a password in the wrong place.
                default ->
                    throw new MigrateException(
                            option.startsWith("--") && option.indexOf('=') < 0
                                    ? "Unknown option " + option + "."
                                    : "Options stand before their values, with a space between: --realm api.");
            }
        }
        return new Options(
                from(required("--from", given)),
                required("--profile", given),
                to(required("--to", given)),
                required("--realm", given),
                parts(given.getOrDefault("--only", "clients,users,tokens")),
                dryRun,
                atOnce(given.getOrDefault("--at-once", "4")));
    }

    private static String required(String option, Map<String, String> given) throws MigrateException {
        String value = given.get(option);
        if (value == null || value.isBlank()) {
            throw new MigrateException("Option " + option + " is missing.");
        }
        return value;
    }

    private static String from(String value) throws MigrateException {
        if (!value.startsWith("jdbc:")) {
            throw new MigrateException("Option --from needs a JDBC address, such as jdbc:mysql://host/database.");
        }
        if (CREDENTIAL.matcher(value).find()) {
            throw new MigrateException(
                    "Option --from must not hold a user or password, which every process on this machine"
                            + " could read: set MIGRATE_DATABASE_USER and MIGRATE_DATABASE_PASSWORD.");
        }
        return value;
    }

    private static URI to(String value) throws MigrateException {
        try {
            URI address = URI.create(value.replaceAll("/+$", ""));
            if ("https".equals(address.getScheme()) && address.getHost() != null) {
                return address;
            }
            if ("http".equals(address.getScheme())
                    && Set.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(address.getHost()))) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            // said below
        }
        throw new MigrateException("Option --to needs Keycloak's address with https, such as https://login.example.org"
                + " (http only for localhost): secrets and password hashes go there.");
    }

    private static Set<Part> parts(String value) throws MigrateException {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String name : value.split(",", -1)) {
            parts.add(
                    Arrays.stream(Part.values())
                            .filter(part -> part.label().equals(name.strip()))
                            .findAny()
                            .orElseThrow(
                                    () -> new MigrateException(
                                            "Option --only takes clients, users and tokens, separated by commas: --only clients,users.")));
        }
        return parts;
    }

    private static int atOnce(String value) throws MigrateException {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= MOST_AT_ONCE) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new MigrateException("Option --at-once needs a number from 1 to " + MOST_AT_ONCE + ".");
    }
}
