package io.github.apiauth.keycloak.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A peer's directory in the target directory: a copy of what the project has of it, where its tools fetch the rest and where it runs.
 *
 * @param settings the run's
 * @param directory the copy
 */
record Workbench(Settings settings, Path directory) {

    static Workbench of(Settings settings, String peer) throws IOException {
        Path source = settings.project().resolve("benchmarks/peers").resolve(peer);
        Path directory = settings.target().resolve("peers").resolve(peer);
        List<Path> files;
        try (Stream<Path> all = Files.walk(source)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = directory.resolve(source.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return new Workbench(settings, directory);
    }

    /**
     * Runs a program to its end.
     *
     * @param environment added to this process's own
     * @return what it prints
     * @throws IOException if there is no such program, or it fails; the message holds what it printed
     */
    String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Process process = builder(environment, command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed:\n" + output);
        }
        return output;
    }

    /** Starts a server, which ends with this process. What it prints is in a log with the program's name. */
    ProcessHandle start(Map<String, String> environment, String... command) throws IOException {
        Process process = builder(environment, command)
                .redirectOutput(directory.resolve(command[0] + ".log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process.toHandle();
    }

    private ProcessBuilder builder(Map<String, String> environment, String... command) throws IOException {
        List<String> resolved = new ArrayList<>(List.of(command));
        resolved.set(0, find(command[0]).toString());
        ProcessBuilder builder =
                new ProcessBuilder(resolved).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder;
    }

    /**
     * Also with a version behind its name, and where Debian keeps servers, which is not on every user's path: {@code
     * /usr/sbin/php-fpm8.2}. Java is the one that runs this code.
     */
    private static Path find(String program) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(program) + "[0-9.]*");
        List<String> places = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin"));
        places.addAll(List.of(System.getenv("PATH").split(File.pathSeparator)));
        places.add("/usr/sbin");
        for (String place : places) {
            Path directory = Path.of(place);
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.list(directory)) {
                    Optional<Path> found = files.filter(file ->
                                    name.matcher(file.getFileName().toString()).matches())
                            .min(Comparator.naturalOrder());
                    if (found.isPresent()) {
                        return found.get();
                    }
                }
            }
        }
        throw new IOException("There is no " + program + " here");
    }
}
