package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.databind.MappingIterator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The file that generated secrets are written to, which its owner only may read: a CSV with a line {@code id,secret} for each client. A
 * secret is there before its client is, so that a run that is stopped loses none; and a client that has a line gets the secret of that.
 */
final class SecretFile {

    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final int BYTES = 32;

    private final Path file;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> secrets = new HashMap<>();
    private boolean isOpen;
    private long generated;

    /** The file at this path, which is opened or made for the first secret. */
    SecretFile(Path file) {
        this.file = file;
    }

    private void open() throws MigrateException {
        try {
            if (Files.notExists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNERS));
            } else if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new MigrateException("Others than its owner may read " + file
                        + ", where generated secrets would go: chmod 600 " + file);
            }
            load();
            isOpen = true;
        } catch (IOException | UnsupportedOperationException failure) {
            throw unwritable();
        }
    }

    private void load() throws IOException, MigrateException {
        try (MappingIterator<String[]> lines =
                RowFile.CSV.readerFor(String[].class).readValues(Files.readString(file))) {
            while (lines.hasNextValue()) {
                String[] line = lines.nextValue();
                if (line.length != 2) {
                    throw new MigrateException(file + " is no file of generated secrets: name another with --secrets.");
                }
                secrets.put(line[0], line[1]);
            }
        }
    }

    /**
     * The secret of this client: that of its line, or a new one, which then has a line.
     *
     * @throws MigrateException if others may read the file, or it cannot be written
     */
    synchronized String secret(String client) throws MigrateException {
        if (!isOpen) {
            open();
        }
        String known = secrets.get(client);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try {
            Files.writeString(
                    file,
                    RowFile.CSV.writeValueAsString(new String[] {client, secret}),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException failure) {
            throw unwritable();
        }
        generated++;
        secrets.put(client, secret);
        return secret;
    }

    /** Says where the new ones are. */
    synchronized void report(Report report) {
        if (generated > 0) {
            report.note(generated + " secrets were generated, and are in " + file + ", which its owner only may read.");
        }
    }

    private MigrateException unwritable() {
        return new MigrateException("Generated secrets cannot be written to " + file + ". Check --secrets.");
    }
}
