package io.github.apiauth.keycloak.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs as a user does. */
public final class Shell {

    /** Java's options for a program that ends before it would pay to compile it well. */
    public static final String SHORT_LIVED_JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private static final long MINUTES = 3;

    private Shell() {}

    /** What a program printed, both streams together, and how it ended. */
    public record Result(int code, String output) {}

    /** Runs the command in the directory with these variables added to the environment. */
    public static Result run(Path directory, Map<String, String> environment, String... command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("Still running after " + MINUTES + " minutes: " + List.of(command));
            }
            return new Result(process.exitValue(), output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Whether the command can be run here and succeeds. */
    public static boolean succeeds(String... command) {
        try {
            return run(TestProject.root(), Map.of(), command).code() == 0;
        } catch (UncheckedIOException noSuchProgram) {
            return false;
        }
    }

    /** The variables that the README's requests and the examples use, for the shared server. */
    public static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Clients.SECRETS);
        environment.put("API_URL", KeycloakServer.shared().url() + "/realms/api/rest/api/v2");
        environment.put("API_CLIENT_ID", Clients.SERVER_APP);
        environment.put("API_CLIENT_SECRET", Clients.secret(Clients.SERVER_APP));
        return environment;
    }

    /** A command line for bash that ends at the first failure. */
    public static String[] bash(String script) {
        return Arrays.asList("bash", "-euo", "pipefail", "-c", script).toArray(String[]::new);
    }
}
