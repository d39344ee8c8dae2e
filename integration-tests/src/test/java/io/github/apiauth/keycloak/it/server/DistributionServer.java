package io.github.apiauth.keycloak.it.server;

import io.github.apiauth.keycloak.launcher.Distribution;
import io.github.apiauth.keycloak.launcher.KeycloakHome;
import io.github.apiauth.keycloak.launcher.KeycloakProcess;
import io.github.apiauth.keycloak.launcher.Project;
import io.github.apiauth.keycloak.launcher.RealmWithoutPack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The distribution as a process of its own, on its embedded database, with Keycloak's tables in it already. */
public final class DistributionServer implements KeycloakServer, AutoCloseable {

    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private final URI url;
    private final URI metrics;
    private final KeycloakProcess process;
    private final Path debugLog;

    private DistributionServer(URI url, URI metrics, KeycloakProcess process, Path debugLog) {
        this.url = url;
        this.metrics = metrics;
        this.process = process;
        this.debugLog = debugLog;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop Keycloak"));
    }

    /** The shared server: with the clients' secrets in the environment, and alone with a log that says all. */
    static DistributionServer start() {
        List<String> options = new ArrayList<>(Project.OPTIONS);
        options.add(LOG_AT_DEBUG);
        return start("shared", compiledWell(Clients.SECRETS), options);
    }

    /** The environment of a server that lives long enough, in place of what integration-tests/pom.xml sets for the others. */
    static Map<String, String> compiledWell(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_OPTS_APPEND", "");
        return all;
    }

    /** In a home of its own, that the pack never was in; of its tables, which the database may have, such a server knows nothing. */
    static DistributionServer startWithoutPack() {
        try {
            KeycloakHome home = unpack("server-without-pack");
            RealmWithoutPack.write(
                    new Project(TestProject.root()), home.directory().resolve("data/import"));
            return start("without-pack", home, "", Clients.SECRETS, List.of());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * A server with a database of its own in the same home, so that the pack is not built in twice.
     *
     * @param name of the database and the log
     * @param environment besides the administrator's
     * @param options of {@code kc.sh}
     */
    public static DistributionServer start(String name, Map<String, String> environment, List<String> options) {
        return start(name, home("server"), "", environment, options);
    }

    /**
     * A server whose home has another extension beside the pack: see {@link ForeignExtension}.
     *
     * @param options of {@code kc.sh}, besides those with which the pack is delivered
     */
    public static DistributionServer startBeside(String extension, String... options) {
        KeycloakHome home = home("server-beside-" + extension);
        ForeignExtension.install(extension, home);
        List<String> all = new ArrayList<>(Project.OPTIONS);
        all.addAll(List.of(options));
        return start("beside-" + extension, home, "", Clients.SECRETS, all);
    }

    /** A home with the pack and its realm, for the servers that need the same build options. */
    static synchronized KeycloakHome home(String name) {
        try {
            KeycloakHome home = unpack(name);
            home.install(new Project(TestProject.root()));
            return home;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Keycloak's command-line client, of the same distribution. */
    public static Path kcadm() throws IOException {
        return unpack("server").directory().resolve("bin/kcadm.sh");
    }

    private static KeycloakHome unpack(String name) throws IOException {
        return new KeycloakHome(
                Distribution.ofThisBuild().unpackInto(TestProject.target().resolve(name)));
    }

    /** The same on a home of the caller's, with all of Keycloak below a path. One at a time, because a new home is built at its first start. */
    static synchronized DistributionServer start(
            String name, KeycloakHome home, String path, Map<String, String> environment, List<String> options) {
        try {
            String database = FilledDatabase.copy(name, url -> launch("filling", home, path, environment, options, url)
                    .await("/realms/master"));
            List<String> all = new ArrayList<>(options);
            all.add("--import-realm");
            return launch(name, home, path, environment, all, database)
                    .await("/realms/api/.well-known/openid-configuration");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static DistributionServer launch(
            String name,
            KeycloakHome home,
            String path,
            Map<String, String> environment,
            List<String> options,
            String database)
            throws IOException {
        int port = KeycloakProcess.freePort();
        int managementPort = KeycloakProcess.freePort();
        Path debugLog = TestProject.target().resolve("keycloak-" + name + "-debug.log");
        Files.deleteIfExists(debugLog);
        List<String> arguments = new ArrayList<>(List.of(
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                CONCURRENT_LOGINS,
                "--log=console,file",
                "--log-console-level=info",
                "--log-file=" + debugLog,
                "--log-file-rotation-enabled=false",
                // For all servers alike, because it is a build option: another value would be another build.
                "--metrics-enabled=true",
                "--http-management-port=" + managementPort,
                "--db-url=" + database));
        arguments.addAll(options);
        Map<String, String> all = new HashMap<>(environment);
        all.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        all.put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
        return new DistributionServer(
                URI.create("http://localhost:" + port + path),
                URI.create("http://localhost:" + managementPort + path + "/metrics"),
                KeycloakProcess.start(home, arguments, all, TestProject.target().resolve("keycloak-" + name + ".log")),
                debugLog);
    }

    private DistributionServer await(String path) throws IOException, InterruptedException {
        process.awaitReady(URI.create(url + path), AT_MOST, log -> {});
        return this;
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public String hostOfTests() {
        return "localhost";
    }

    @Override
    public Metrics metrics() {
        return Metrics.at(metrics);
    }

    /** The bytes on the server's heap that are in use after a full collection, by the JDK's jcmd. */
    public long usedHeapAfterCollection() {
        String pid = String.valueOf(process.pid());
        jcmd(pid, "GC.run");
        Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd(pid, "GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("jcmd says nothing of the heap");
        }
        return Long.parseLong(used.group(1)) * 1024;
    }

    private static String jcmd(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString()));
        command.addAll(List.of(arguments));
        return Shell.run(TestProject.root(), Map.of(), command.toArray(String[]::new))
                .output();
    }

    @Override
    public String log() {
        try {
            return String.join("\n", process.log());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String debugLog() {
        try {
            return Files.readString(debugLog);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
