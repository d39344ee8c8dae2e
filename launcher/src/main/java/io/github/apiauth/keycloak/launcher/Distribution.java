package io.github.apiauth.keycloak.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Keycloak's server zip, as Maven fetched it.
 *
 * @param version Keycloak's version
 * @param zip the file in Maven's local repository
 */
public record Distribution(String version, Path zip) {

    /** The distribution that the build was made for ({@code -Dkeycloak.version}). */
    public static Distribution ofThisBuild() {
        try (InputStream file = Distribution.class.getResourceAsStream("distribution.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return new Distribution(properties.getProperty("version"), Path.of(properties.getProperty("zip")));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Whether {@link #unpackInto} has been done there. */
    public boolean isUnpackedIn(Path directory) {
        return Files.isDirectory(home(directory));
    }

    /**
     * Unpacks the zip, unless that was done before. An unpacking that was broken off leaves nothing behind that looks whole.
     *
     * @return Keycloak's home, a directory below the given one
     * @throws IOException if the zip cannot be read or the directory not be written
     */
    public Path unpackInto(Path directory) throws IOException {
        Path home = home(directory);
        if (!isUnpackedIn(directory)) {
            Path unfinished = directory.resolve("unpacking");
            Directories.delete(unfinished);
            unzip(unfinished);
            Files.move(unfinished.resolve(home.getFileName()), home);
            Directories.delete(unfinished);
        }
        return home;
    }

    private Path home(Path directory) {
        return directory.resolve("keycloak-" + version);
    }

    private void unzip(Path directory) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = directory.resolve(entry.getName()).normalize();
                if (!file.startsWith(directory)) {
                    throw new IOException("The zip names a file outside itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(entries, file);
                    if (entry.getName().endsWith(".sh")) {
                        makeExecutable(file);
                    }
                }
            }
        }
    }

    private static void makeExecutable(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
