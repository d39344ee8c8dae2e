package io.github.apiauth.keycloak.launcher;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A running Keycloak server in a process of its own. */
public final class KeycloakProcess implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(250);

    private final Process process;
    private final Path log;

    private KeycloakProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts {@code kc.sh} with the Java that runs this code.
     *
     * @param arguments of {@code kc.sh}
     * @param environment added to this process's own
     * @param log receives what the server prints; an older file is replaced
     */
    public static KeycloakProcess start(
            KeycloakHome home, List<String> arguments, Map<String, String> environment, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(home.directory()
                .resolve("bin")
                .resolve(isWindows() ? "kc.bat" : "kc.sh")
                .toString());
        command.addAll(arguments);
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new KeycloakProcess(builder.start(), log);
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /**
     * Waits until the address answers with status 200.
     *
     * @param progress is told every quarter of a second what the server has printed so far
     * @throws IOException if the process ends or the time is up; the message holds the end of the log
     */
    public void awaitReady(URI address, Duration atMost, Consumer<List<String>> progress)
            throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        Instant deadline = Instant.now().plus(atMost);
        while (!answers(client, request)) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ended(process.exitValue());
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("Keycloak was not ready after " + atMost.toSeconds() + " s:\n" + endOfLog());
            }
            progress.accept(log());
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What the server has printed. */
    public List<String> log() throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private String endOfLog() throws IOException {
        List<String> lines = log();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    /** A port of this machine that is free now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The process id of the server's JVM: {@code kc.sh} becomes the JVM, {@code kc.bat} starts it. */
    public long pid() {
        return process.descendants().map(ProcessHandle::pid).findFirst().orElse(process.pid());
    }

    /** Waits until the server ends by itself. */
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    /**
     * Waits until it has done what it was started for.
     *
     * @throws IOException if it did not succeed; the message holds the end of the log
     */
    void awaitSuccess() throws IOException, InterruptedException {
        int code = await();
        if (code != 0) {
            throw ended(code);
        }
    }

    private IOException ended(int code) throws IOException {
        return new IOException("Keycloak ended with code " + code + ":\n" + endOfLog());
    }

    /** Stops the server as Ctrl-C does; by force if it does not end within 30 seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the server at once, as a crash does. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
