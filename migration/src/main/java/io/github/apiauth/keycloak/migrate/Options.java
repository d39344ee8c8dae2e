package io.github.apiauth.keycloak.migrate;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The command line of {@code ./migrate}.
 *
 * @param from the JDBC address of the old database, or a file of clients
 * @param profile the name of a shipped profile, or a file
 * @param secrets the file that generated secrets go to
 * @param to Keycloak's address, without a slash at the end
 * @param realm the realm's name
 * @param parts what is to go over
 * @param dryRun whether to write nothing
 * @param atOnce how many requests Keycloak gets at a time
 */
record Options(
        String from,
        String profile,
        Optional<Path> secrets,
        URI to,
        String realm,
        Set<Part> parts,
        boolean dryRun,
        int atOnce) {

    static final String USAGE = """
            Brings clients, users and live tokens of an old server's database, or clients of a file, into a realm of Keycloak.

            Usage: ./migrate [options] --from jdbc:… --profile NAME|FILE --to https://… --realm REALM
                   ./migrate [options] --from clients.csv|clients.json --to https://… --realm REALM
                   ./migrate profile NAME    prints a shipped profile, to be changed into one of your own

              --from URL       the old database: jdbc:mysql:, jdbc:mariadb:, jdbc:postgresql: or jdbc:sqlite:
              --from FILE      clients, as CSV or JSON (docs/how-to/add-clients.md)
              --profile NAME   bshaffer, community, or a file (docs/how-to/migrate.md has its format); clients, for a file
              --secrets FILE   where generated secrets go; its owner only may read it
              --to URL         Keycloak's address
              --realm REALM    the realm that everything goes into
              --dry-run        write nothing; report what would go over, and what cannot and why
              --only PARTS     some of clients,users,tokens (all; of a file, clients)
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
                case "--from", "--profile", "--secrets", "--to", "--realm", "--only", "--at-once" -> {
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
        String from = from(required("--from", given));
        boolean isFile = isFile(from);
        return new Options(
                from,
                isFile ? given.getOrDefault("--profile", "clients") : required("--profile", given),
                Optional.ofNullable(given.get("--secrets")).map(Path::of),
                to(required("--to", given)),
                required("--realm", given),
                parts(given.getOrDefault("--only", isFile ? "clients" : "clients,users,tokens"), isFile),
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
        if (!value.startsWith("jdbc:") && !isFile(value)) {
            throw new MigrateException("Option --from needs a JDBC address, such as jdbc:mysql://host/database,"
                    + " or a file of clients that ends in .csv or .json.");
        }
        if (CREDENTIAL.matcher(value).find()) {
            throw new MigrateException(
                    "Option --from must not hold a user or password, which every process on this machine"
                            + " could read: set MIGRATE_DATABASE_USER and MIGRATE_DATABASE_PASSWORD.");
        }
        return value;
    }

    /** Whether the rows come from a file, and not from a database. */
    boolean isFile() {
        return isFile(from);
    }

    private static boolean isFile(String from) {
        return !from.startsWith("jdbc:") && RowFile.ENDINGS.stream().anyMatch(from.toLowerCase(Locale.ROOT)::endsWith);
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

    private static Set<Part> parts(String value, boolean isFile) throws MigrateException {
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
        if (isFile && !parts.equals(Set.of(Part.CLIENTS))) {
            throw new MigrateException("Option --only: a file has clients only.");
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
