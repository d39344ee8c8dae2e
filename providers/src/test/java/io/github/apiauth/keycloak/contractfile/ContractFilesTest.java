package io.github.apiauth.keycloak.contractfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.LegacyApiProvider;
import io.github.apiauth.keycloak.legacyapi.LegacyApiSpi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.provider.Spi;

class ContractFilesTest {

    private final Path home;
    private final Path directory;

    ContractFilesTest(@TempDir Path home) throws IOException {
        this.home = home;
        directory = Files.createDirectories(home.resolve("conf/legacy-api"));
    }

    @Test
    void givenNoDirectory_thenTheContractsOfThePack() {
        assertThat(ContractFiles.read(Optional.empty()))
                .extracting(Contract::id)
                .containsExactly("office", "community");
    }

    @Test
    void givenFiles_thenInTheOrderOfTheirNames() throws IOException {
        write("b.json", "acme");
        write("a.json", "zeta");
        write("c.json.bak", "Not an id");
        write("README.md", "Not an id");
        assertThat(ContractFiles.read(Optional.of(directory)))
                .extracting(Contract::id)
                .containsExactly("office", "community", "zeta", "acme");
    }

    @Test
    void givenFileWithTheIdOfAContractOfThePack_thenInItsPlace() throws IOException {
        write("ours.json", "office");
        List<Contract> contracts = ContractFiles.read(Optional.of(directory));
        assertThat(contracts).extracting(Contract::id).containsExactly("office", "community");
        assertThat(contracts.get(0).base()).isEqualTo("ours.json");
    }

    @Test
    void givenTwoFilesWithOneId_thenRefused() throws IOException {
        write("a.json", "acme");
        write("b.json", "acme");
        assertThatThrownBy(() -> ContractFiles.read(Optional.of(directory)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(directory.resolve("b.json") + ", /id: \"acme\" is the id of " + directory.resolve("a.json")
                        + " too: give one of them another");
    }

    @Test
    void givenBaseOfAnother_thenRefused() throws IOException {
        Files.writeString(
                directory.resolve("mine.json"),
                Files.readString(Path.of("../docs/examples/legacy-api/passport.json"))
                        .replace("\"base\": \"oauth\"", "\"base\": \"\""));
        assertThatThrownBy(() -> ContractFiles.read(Optional.of(directory)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(directory.resolve("mine.json")
                        + ", /base: \"\" is the base of 'office' too: give this one another, such as \"passport\"");
    }

    @Test
    void givenABadFile_thenRefused() throws IOException {
        write("a.json", "ACME");
        assertThatThrownBy(() -> ContractFiles.read(Optional.of(directory)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(directory.resolve("a.json") + ", /id: \"ACME\" cannot be");
    }

    @Test
    void givenNoOption_thenBelowKeycloaksConf() {
        assertThat(ContractFiles.directory(null, home.resolve("bin/..").toString()))
                .contains(directory);
        assertThat(ContractFiles.directory(" ", home.toString())).contains(directory);
    }

    @Test
    void givenNoOptionAndNoSuchDirectory_thenNone() throws IOException {
        Files.delete(directory);
        assertThat(ContractFiles.directory(null, home.toString())).isEmpty();
        assertThat(ContractFiles.directory(null, null)).isEmpty();
    }

    @Test
    void givenOption_thenThatDirectory() {
        assertThat(ContractFiles.directory(directory.toString(), null)).contains(directory);
    }

    @Test
    void givenOptionWithoutADirectory_thenRefused() {
        String missing = directory.resolve("missing").toString();
        assertThatThrownBy(() -> ContractFiles.directory(missing, home.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The option --spi-legacy-api--files--directory is '" + missing
                        + "': it must be a directory that exists");
    }

    @Test
    void givenAFileWhereTheDirectoryShouldBe_thenRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> ContractFiles.read(Optional.of(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it must be a directory that the server's user may read");
    }

    @Test
    void keycloakFindsTheSpiAndTheProvider() {
        assertThat(ServiceLoader.load(Spi.class)).anyMatch(LegacyApiSpi.class::isInstance);
        assertThat(ServiceLoader.load(LegacyApiProvider.class)).anyMatch(ContractFiles.class::isInstance);
    }

    /** Its base tells which file it is. */
    private void write(String name, String id) throws IOException {
        Files.writeString(directory.resolve(name), """
                {"id":"%s","base":"%s",
                 "endpoints":{"authorize":{"path":"a","methods":["GET"],"formats":["form"]}},
                 "answers":{"failed":{"body":{}}}}
                """.formatted(id, name));
    }
}
