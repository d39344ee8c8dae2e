package io.github.apiauth.keycloak.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The command line of {@code ./start}.
 *
 * @param host the address to listen on
 * @param port the port to listen on
 * @param directory where the server, its data and its secrets are kept
 * @param fresh whether to forget an earlier start's data
 * @param legacyApis files with contracts of legacy APIs, to be served besides those that are shipped
 * @param help whether to explain the options and do nothing else
 * @param keycloak further arguments of {@code kc.sh}
 */
record Options(
        String host,
        int port,
        Path directory,
        boolean fresh,
        List<Path> legacyApis,
        boolean help,
        List<String> keycloak) {

    private static final int MANAGEMENT = 1000;
    private static final int MOST = 65535;

    static final String USAGE = """
            Starts Keycloak with the pack and the realm 'api' on Keycloak's embedded database, for development.

            Usage: ./start [options] [-- arguments of kc.sh]

              --port PORT        the port to listen on (8080); metrics are 1000 above it
              --host HOST        the address to listen on (127.0.0.1)
              --home DIR         where the server, its data and its secrets are kept (.server)
              --legacy-api FILE  a contract to serve besides the shipped ones (docs/legacy-api.md); may be repeated
              --fresh            forget all data and secrets of earlier starts and import the realm anew
              --help             this text

            Secrets are made at the first start and kept in DIR/secrets.properties. To choose them, set
            API_SERVER_APP_SECRET, API_ADMIN_APP_SECRET, API_WEB_APP_SECRET or KC_BOOTSTRAP_ADMIN_PASSWORD before that.
            """;

    /**
     * Reads the arguments.
     *
     * @throws StartException if one is unknown or has no proper value
     */
    static Options parse(Path project, String... arguments) throws StartException {
        String host = "127.0.0.1";
        int port = 8080;
        Path directory = project.resolve(".server");
        boolean fresh = false;
        List<Path> legacyApis = new ArrayList<>();
        boolean help = false;
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "--host" -> host = value(option, rest);
                case "--port" -> port = port(value(option, rest));
                case "--home" -> directory = Path.of(value(option, rest));
                case "--legacy-api" -> legacyApis.add(file(option, value(option, rest)));
                case "--fresh" -> fresh = true;
                case "--help", "-h" -> help = true;
                case "--" -> {
                    return new Options(
                            host, port, directory.toAbsolutePath(), fresh, legacyApis, help, new ArrayList<>(rest));
                }
                default -> throw new StartException("Unknown option " + option + ". Options:\n\n" + USAGE);
            }
        }
        return new Options(host, port, directory.toAbsolutePath(), fresh, legacyApis, help, List.of());
    }

    /** The port that metrics are on. */
    int managementPort() {
        return port + MANAGEMENT <= MOST ? port + MANAGEMENT : port - MANAGEMENT;
    }

    private static String value(String option, Deque<String> rest) throws StartException {
        if (rest.isEmpty()) {
            throw new StartException("Option " + option + " needs a value.");
        }
        return rest.remove();
    }

    private static Path file(String option, String value) throws StartException {
        Path file = Path.of(value);
        if (!Files.isRegularFile(file)) {
            throw new StartException("Option " + option + " needs a file, and there is no " + value + ".");
        }
        return file;
    }

    private static int port(String value) throws StartException {
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port <= MOST) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new StartException("Option --port needs a number from 1 to 65535, not '" + value + "'.");
    }
}
