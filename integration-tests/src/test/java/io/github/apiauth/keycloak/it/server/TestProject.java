package io.github.apiauth.keycloak.it.server;

import java.io.IOException;
import java.nio.file.Path;

/** The checkout that the tests run in. */
public final class TestProject {

    private TestProject() {}

    /** Its top directory. */
    public static Path root() {
        return Path.of(System.getProperty("project.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** Where the tests may write. */
    public static Path target() throws IOException {
        return root().resolve("integration-tests/target").toRealPath();
    }
}
