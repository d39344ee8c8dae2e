package io.github.apiauth.keycloak.it.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the module {@code dist} has made to be published. */
public final class Release {

    private Release() {}

    /** The zip in the shape of Keycloak's directory. */
    public static Path zip() throws IOException {
        try (DirectoryStream<Path> zips =
                Files.newDirectoryStream(TestProject.root().resolve("dist/target/release"), "*.zip")) {
            return zips.iterator().next();
        }
    }
}
