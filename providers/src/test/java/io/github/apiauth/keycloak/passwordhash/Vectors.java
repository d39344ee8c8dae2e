package io.github.apiauth.keycloak.passwordhash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.credential.PasswordCredentialModel;

/** Passwords and hashes that PHP made of them: src/test/resources/passwordhash/vectors.php. */
final class Vectors {

    private static final Path DIRECTORY = Path.of("src/test/resources/passwordhash");

    private Vectors() {}

    /** A credential, and the password that is right. */
    record Vector(String name, String password, PasswordCredentialModel credential) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** Columns: name, password, hash. */
    static Stream<Vector> ofCrypt() throws IOException {
        return rows("crypt.tsv").map(row -> new Vector(row[0] + ' ' + row[2], text(row[1]), crypt(row[2])));
    }

    /** Columns: name, password, salt, scheme, charset, encoding, hash. */
    static Stream<Vector> ofDigest() throws IOException {
        return rows("digest.tsv").map(row -> {
            Map<String, String> parameters = Map.of("scheme", row[3], "charset", row[4], "encoding", row[5]);
            return new Vector(
                    row[0] + ' ' + parameters,
                    text(row[1]),
                    digest(row[6], Base64.getDecoder().decode(row[2]), parameters));
        });
    }

    static PasswordCredentialModel crypt(String value) {
        return PasswordCredentialModel.createFromValues("crypt", new byte[0], 0, value);
    }

    static PasswordCredentialModel digest(String value, byte[] salt, Map<String, String> parameters) {
        Map<String, List<String>> lists = parameters.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, parameter -> List.of(parameter.getValue())));
        return PasswordCredentialModel.createFromValues("digest", salt, 1, lists, value);
    }

    private static Stream<String[]> rows(String file) throws IOException {
        return Files.readAllLines(DIRECTORY.resolve(file)).stream().map(line -> line.split("\t", -1));
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
