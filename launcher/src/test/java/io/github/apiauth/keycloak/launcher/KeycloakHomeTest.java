package io.github.apiauth.keycloak.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeycloakHomeTest {

    private final Path directory;

    KeycloakHomeTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void givenUnchangedJar_thenItKeepsItsTime() throws Exception {
        Project project = project();
        KeycloakHome home = new KeycloakHome(directory.resolve("home"));
        home.install(project);
        Path jar = directory.resolve("home/providers/keycloak-api-auth.jar");
        FileTime time = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(jar, time);

        home.install(project);
        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(time);

        Files.writeString(project.jars().get(0), "changed");
        home.install(project);
        assertThat(jar).content().isEqualTo("changed");
    }

    @Test
    void givenNothingBuilt_thenSaidWhatToDo() {
        assertThatThrownBy(() -> new KeycloakHome(directory).install(new Project(directory)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("mvn package");
    }

    @Test
    void givenData_thenDeleted() throws Exception {
        KeycloakHome home = new KeycloakHome(directory);
        Files.createDirectories(directory.resolve("data/h2"));
        Files.writeString(directory.resolve("data/h2/keycloakdb.mv.db"), "x");
        assertThat(home.hasData()).isTrue();
        home.deleteData();
        assertThat(home.hasData()).isFalse();
    }

    @Test
    void givenDevelopmentSet_thenItsClientsAreAddedToTheRealm() throws Exception {
        new KeycloakHome(directory.resolve("home")).install(project());
        assertThat(directory.resolve("home/data/import/api-realm.json"))
                .content()
                .isEqualToIgnoringWhitespace("{\"clients\":[{\"clientId\":\"a\"},{\"clientId\":\"b\"}]}");
        assertThat(directory.resolve("home/data/import/api-users-0.json")).exists();
    }

    private Project project() throws IOException {
        Project project = new Project(directory.resolve("project"));
        List<Path> files = Stream.concat(project.jars().stream(), Stream.of(project.developmentUsers()))
                .toList();
        for (Path file : files) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "content of " + file.getFileName());
        }
        Files.writeString(project.realm(), "{\"clients\":[{\"clientId\":\"a\"}]}");
        Files.writeString(project.developmentClients(), "{\"clients\":[{\"clientId\":\"b\"}]}");
        return project;
    }
}
