package io.github.apiauth.keycloak.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The checkout that the tests run in. */
public final class TestProject {

    private TestProject() {}

    /** Its top directory. */
    public static Path root() {
        return Path.of(System.getProperty("project.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** Copies all files of a directory, over those that are there. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Where the tests may write. */
    public static Path target() throws IOException {
        return root().resolve("integration-tests/target").toRealPath();
    }
}
