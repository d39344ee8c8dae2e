package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads profiles: those that are shipped, and files. */
final class ProfileFile {

    static final List<String> SHIPPED = List.of("bshaffer", "clients", "community");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private ProfileFile() {}

    /**
     * The text of a shipped profile.
     *
     * @throws MigrateException if none has this name
     */
    static String text(String name) throws MigrateException {
        if (SHIPPED.contains(name)) {
            try (InputStream resource = ProfileFile.class.getResourceAsStream("/profiles/" + name + ".json")) {
                if (resource != null) {
                    return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
                }
            } catch (IOException unreadable) {
                // as one that is not there
            }
        }
        throw new MigrateException("There is no shipped profile '" + name + "': they are " + String.join(", ", SHIPPED)
                + ". A profile of your own is a file.");
    }

    /**
     * Reads a shipped profile, by its name, or a file.
     *
     * @throws MigrateException if there is none, or it has a mistake: the message names the place and the mend
     */
    static Profile read(String nameOrFile) throws MigrateException {
        if (SHIPPED.contains(nameOrFile)) {
            return parse(nameOrFile, text(nameOrFile));
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new MigrateException("There is no profile " + nameOrFile + ": shipped are "
                    + String.join(", ", SHIPPED) + ", else it is a file.");
        }
        try {
            return parse(nameOrFile, Files.readString(file));
        } catch (IOException unreadable) {
            throw new MigrateException("The profile " + nameOrFile + " cannot be read: it must be a text in UTF-8.");
        }
    }

    /** Reads a profile's text. */
    static Profile parse(String name, String text) throws MigrateException {
        try {
            Profile profile = JSON.readValue(text, Profile.class);
            if (profile == null) {
                throw new MigrateException("The profile " + name + " must be a JSON object.");
            }
            return checked(name, profile);
        } catch (UnrecognizedPropertyException unknown) {
            throw mistake(
                    name,
                    unknown,
                    "is unknown. Known here: "
                            + unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.toCollection(TreeSet::new)));
        } catch (JsonMappingException wrongType) {
            throw mistake(name, wrongType, "is not of the kind that docs/how-to/migrate.md says.");
        } catch (JsonProcessingException malformed) {
            throw new MigrateException("The profile " + name + " is not valid JSON, at line "
                    + malformed.getLocation().getLineNr() + ", column "
                    + malformed.getLocation().getColumnNr() + ".");
        }
    }

    private static MigrateException mistake(String name, JsonMappingException mistake, String what) {
        String path = mistake.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("/", "/", ""));
        return new MigrateException("The profile " + name + " has a mistake: " + path + " " + what);
    }

    private static Profile checked(String name, Profile profile) throws MigrateException {
        Profile.Clients clients = profile.clients();
        if (clients != null) {
            for (String grant : Stream.concat(clients.grants().values().stream(), clients.defaultGrants().stream())
                    .toList()) {
                require(
                        Grant.named(grant) != null,
                        name,
                        "/clients/grants or /clients/defaultGrants: '" + grant
                                + "' is no grant of Keycloak's. They are " + Grant.names());
            }
        }
        Profile.Users users = profile.users();
        if (users != null) {
            requireSql(name, "/users/sql", users.sql());
            Profile.Digest digest = users.digest();
            if (digest != null) {
                StoredDigest.of(name, digest);
            }
        }
        Profile.Tokens tokens = profile.tokens();
        if (tokens != null) {
            requireSql(name, "/tokens/sql", tokens.sql());
        }
        requireZone(name, profile.zone());
        return profile;
    }

    private static void requireZone(String name, @Nullable String zone) throws MigrateException {
        try {
            ZoneId.of(zone == null ? "UTC" : zone);
        } catch (DateTimeException unknown) {
            require(false, name, "/zone must be one such as UTC, Europe/Berlin or +02:00");
        }
    }

    /** Fails if a part has no SQL, which it needs where rows come from a database. */
    static String requireSql(String name, String path, @Nullable String sql) throws MigrateException {
        require(sql != null && !sql.isBlank(), name, path + " is missing");
        return String.valueOf(sql);
    }

    /** Fails with the place of a mistake. */
    static void require(boolean right, String name, String mistake) throws MigrateException {
        if (!right) {
            throw new MigrateException("The profile " + name + " has a mistake: " + mistake + ".");
        }
    }
}
