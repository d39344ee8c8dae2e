package io.github.apiauth.keycloak.it.server;

import io.github.apiauth.keycloak.launcher.Distribution;
import io.github.apiauth.keycloak.launcher.KeycloakHome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

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

    /**
     * A new Keycloak below the directory, and the zip over it.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the zip has a file that Keycloak has
     */
    public static KeycloakHome unzipOverKeycloak(Path directory) throws IOException {
        Path home = Distribution.ofThisBuild().unpackInto(directory);
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip()))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = home.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(entries, file);
                }
            }
        }
        return new KeycloakHome(home);
    }
}
