package io.github.apiauth.keycloak.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private final Path directory;

    SecretsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void givenNoFile_thenSecretsAreMadeAndKept() throws Exception {
        Map<String, String> first = secrets(Map.of()).all();
        assertThat(first)
                .containsOnlyKeys(
                        "API_ADMIN_APP_SECRET",
                        "API_SERVER_APP_SECRET",
                        "API_WEB_APP_SECRET",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD")
                .allSatisfy((name, secret) -> assertThat(secret).hasSize(32));
        assertThat(secrets(Map.of()).all()).isEqualTo(first);
    }

    @Test
    void givenEnvironment_thenItsSecretsAreTaken() throws Exception {
        Map<String, String> environment = Map.of("API_WEB_APP_SECRET", "é='mine'", "API_SERVER_APP_SECRET", " ");
        assertThat(secrets(environment).get("API_WEB_APP_SECRET")).isEqualTo("é='mine'");
        assertThat(secrets(environment).get("API_SERVER_APP_SECRET")).hasSize(32);
        assertThat(secrets(Map.of()).get("API_WEB_APP_SECRET")).isEqualTo("é='mine'");
    }

    @Test
    void givenFile_thenOnlyItsOwnerReadsIt() throws Exception {
        secrets(Map.of());
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void givenQuoteInASecret_thenTheEnvironmentFileEscapesIt() throws Exception {
        Path environment = directory.resolve("env");
        EnvironmentFile.write(
                environment, URI.create("http://localhost:8080"), secrets(Map.of("API_WEB_APP_SECRET", "it's")));
        assertThat(environment)
                .content()
                .contains(
                        "export API_URL='http://localhost:8080/realms/api/rest/api/v2'\n",
                        "export API_WEB_APP_SECRET='it'\\''s'\n");
    }

    private Secrets secrets(Map<String, String> environment) throws Exception {
        return Secrets.in(file(), environment);
    }

    private Path file() {
        return directory.resolve("secrets.properties");
    }
}
