package io.github.apiauth.keycloak.it.browser;

import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file below {@code target/screenshots/}, for people to look at. */
record Artefact(String name) {

    void write(byte[] content) {
        try {
            Path file = TestProject.target().resolve("screenshots").resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
