package io.github.apiauth.keycloak.it.server;

import io.github.apiauth.keycloak.launcher.KeycloakProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A program of this machine that serves on a free port. */
public final class LocalServer implements AutoCloseable {

    /** With what may have to be fetched for it. */
    private static final Duration START = Duration.ofMinutes(3);

    private final Process process;
    private final int port;
    private final Path log;

    private LocalServer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts one in the directory.
     *
     * @param environment besides {@code PORT}, where it is to listen
     * @param command a command line for bash
     * @param log where what it prints goes
     */
    public static LocalServer start(Path directory, Map<String, String> environment, String command, Path log)
            throws IOException {
        int port = KeycloakProcess.freePort();
        ProcessBuilder builder = new ProcessBuilder(Shell.bash(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("PORT", String.valueOf(port));
        return new LocalServer(builder.start(), port, log);
    }

    /** Waits until it listens. */
    public LocalServer await() {
        Awaitility.await().atMost(START).failFast(this::requireAlive).until(this::listens);
        return this;
    }

    private void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(log));
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** The address of a path of it. */
    public URI at(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** The processes that it has started. */
    public List<ProcessHandle> workers() {
        return process.children().toList();
    }

    /** Stops it, and the workers that it has, which PHP forgets. */
    @Override
    public void close() {
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroy);
    }
}
