package io.github.apiauth.keycloak.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The program behind {@code ./start}: installs, starts, shows how far it is, and prints what to do with the server. */
public final class Start {

    private static final Duration AT_MOST = Duration.ofMinutes(10);

    private final Project project;
    private final Options options;
    private final PrintStream out;

    private Start(Project project, Options options, PrintStream out) {
        this.project = project;
        this.options = options;
        this.out = out;
    }

    /**
     * Runs until the server is stopped.
     *
     * @param arguments the project's directory, then the options of {@link Options}
     */
    public static void main(String... arguments) throws InterruptedException {
        Path root = Path.of(arguments[0]);
        int code;
        List<String> rest = List.of(arguments).subList(1, arguments.length);
        try {
            if (!rest.isEmpty() && rest.get(0).equals(ContractCheck.COMMAND)) {
                System.exit(ContractCheck.run(new Project(root), rest.subList(1, rest.size())));
            }
            Options options = Options.parse(root, rest.toArray(String[]::new));
            if (options.help()) {
                System.out.print(Options.USAGE);
                return;
            }
            code = new Start(new Project(root), options, System.out).run();
        } catch (StartException | IOException failure) {
            System.err.println("\n" + failure.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private int run() throws StartException, IOException, InterruptedException {
        Files.createDirectories(options.directory());
        try (FileChannel file = FileChannel.open(
                        options.directory().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw new StartException(
                        "A server is already running in " + options.directory()
                                + ".\nStop it with Ctrl-C where it was started, or start a second one with --home OTHER --port OTHER.");
            }
            requireFreePort(options.port());
            requireFreePort(options.managementPort());
            List<LegacyApi> legacyApis = legacyApis();
            return serve(install(legacyApis), legacyApis);
        }
    }

    private void requireFreePort(int port) throws StartException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(options.host()), port));
        } catch (IOException taken) {
            throw new StartException("Port " + port + " on " + options.host() + " cannot be used: "
                    + taken.getMessage() + ".\nStop the program that has it, or choose another: ./start --port "
                    + (options.port() + 1));
        }
    }

    private KeycloakHome install(List<LegacyApi> legacyApis) throws StartException, IOException {
        Distribution distribution = Distribution.ofThisBuild();
        if (!distribution.isUnpackedIn(options.directory())) {
            out.println("Unpacking Keycloak " + distribution.version() + " into " + options.directory());
        }
        KeycloakHome home = new KeycloakHome(distribution.unpackInto(options.directory()));
        if (options.fresh()) {
            home.deleteData();
            Files.deleteIfExists(secretsFile());
        }
        if (home.hasData() && !Files.exists(secretsFile())) {
            throw new StartException("The server has data, but " + secretsFile()
                    + " with its secrets is gone.\nBring the file back, or start anew: ./start --fresh");
        }
        home.install(project, legacyApis);
        if (home.hasData() && !legacyApis.isEmpty()) {
            out.println("The realm is there already, so it may not have chosen the contracts "
                    + legacyApis.stream().map(LegacyApi::id).toList()
                    + ": choose them in the admin console under Realm settings, Client policies, Profiles, legacy-api, or"
                    + " start with --fresh");
        }
        return home;
    }

    private List<LegacyApi> legacyApis() throws StartException, IOException {
        List<LegacyApi> all = new ArrayList<>();
        for (Path file : options.legacyApis()) {
            all.add(LegacyApi.read(file));
        }
        return all;
    }

    private Path secretsFile() {
        return options.directory().resolve("secrets.properties");
    }

    private int serve(KeycloakHome home, List<LegacyApi> legacyApis) throws IOException, InterruptedException {
        Secrets secrets = Secrets.in(secretsFile(), System.getenv());
        Path log = options.directory().resolve("keycloak.log");
        URI base = URI.create(
                "http://" + (options.host().equals("127.0.0.1") ? "localhost" : options.host()) + ":" + options.port());
        boolean first = !home.hasData();
        out.println("Starting Keycloak" + (first ? ", for the first time: this takes a minute or more" : "")
                + " (its log: " + log + ")");

        Instant begin = Instant.now();
        KeycloakProcess server = KeycloakProcess.start(home, arguments(legacyApis), environment(secrets), log);
        // Runs when a signal ends this program, and when main does because the server has ended by itself.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
        server.awaitReady(base.resolve("/realms/api/.well-known/openid-configuration"), AT_MOST, new Progress(out));
        out.println("Ready after " + Duration.between(begin, Instant.now()).toSeconds() + " s\n");
        Path environment = options.directory().resolve("env");
        EnvironmentFile.write(environment, base, secrets);
        out.println(new Sheet(base, secrets, environment, legacyApis).text());
        return server.await();
    }

    private void stop(KeycloakProcess server) {
        server.close();
        out.println("Keycloak has stopped");
    }

    private List<String> arguments(List<LegacyApi> legacyApis) {
        String morePaths = legacyApis.stream().map(LegacyApi::legacyPath).collect(Collectors.joining());
        List<String> arguments = new ArrayList<>(List.of(
                "start-dev", "--import-realm", "--http-host=" + options.host(), "--http-port=" + options.port()));
        List<String> delivered = new ArrayList<>(Project.OPTIONS);
        if (isLeftAlone(Project.METRICS_ENABLED)) {
            delivered.addAll(Project.METRICS);
            delivered.add("--http-management-port=" + options.managementPort());
        }
        for (String option : delivered) {
            if (isLeftAlone(option)) {
                arguments.add(option.equals(Project.LEGACY_PATHS) ? option + morePaths : option);
            }
        }
        arguments.addAll(options.keycloak());
        return arguments;
    }

    /** Whether the command line has no value of its own for the option. */
    private boolean isLeftAlone(String option) {
        String name = option.substring(0, option.indexOf('=') + 1);
        return options.keycloak().stream().noneMatch(own -> own.startsWith(name));
    }

    private static Map<String, String> environment(Secrets secrets) {
        Map<String, String> environment = secrets.all();
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", Sheet.ADMIN);
        return environment;
    }
}
