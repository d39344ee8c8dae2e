package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Confidential;
import io.github.apiauth.keycloak.it.server.DistributionServer;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Migrate;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Realms;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients in bulk, as docs/how-to/add-clients.md says: {@code ./migrate} with a file, {@code kcadm.sh}, keycloak-config-cli. */
@Once
class AddClientsIT {

    private static final String REALM = "many-clients";
    private static final int MANY = 300;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLES = TestProject.root().resolve("docs/examples/clients");

    @BeforeAll
    static void createRealm() throws IOException {
        Realms.createAsShipped(REALM);
    }

    @AfterAll
    static void deleteRealm() {
        AdminApi.shared().delete("/realms/" + REALM);
    }

    @Test
    void givenThreeHundredRows_thenClientsWithSecretsOnceAndForAll(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("clients.csv"),
                "id,name,scopes\n"
                        + IntStream.rangeClosed(1, MANY)
                                .mapToObj(i -> "shop-" + i + ",Shop " + i + ",read write\n")
                                .collect(Collectors.joining()));
        Path secrets = directory.resolve("secrets.csv");

        Shell.Result dry = migrate(file, "--secrets", secrets.toString(), "--dry-run");
        assertThat(dry.output()).contains("clients: 300 new");
        assertThat(secrets).doesNotExist();
        assertThat(find("shop-1")).isEmpty();

        Shell.Result first = migrate(file, "--secrets", secrets.toString());
        assertThat(first.code()).as(first.output()).isZero();
        assertThat(first.output()).contains("clients: 300 new", "300 secrets were generated, and are in " + secrets);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rw-------");
        Map<String, String> generated = read(secrets);
        assertThat(generated).hasSize(MANY);
        assertThat(generated.values()).doesNotHaveDuplicates().allSatisfy(secret -> {
            assertThat(secret).hasSizeGreaterThanOrEqualTo(32);
            assertThat(first.output()).doesNotContain(secret);
        });
        assertThatItWorks("shop-1", generated.getOrDefault("shop-1", ""));
        assertThatItWorks("shop-300", generated.getOrDefault("shop-300", ""));

        Shell.Result second = migrate(file, "--secrets", secrets.toString());
        assertThat(second.output()).contains("clients: 300 unchanged").doesNotContain("were generated");
        assertThat(read(secrets)).isEqualTo(generated);

        Path json = Files.writeString(
                directory.resolve("clients.json"),
                "["
                        + IntStream.rangeClosed(1, MANY)
                                .mapToObj(i -> "{\"id\":\"shop-" + i + "\",\"name\":\"Shop " + i
                                        + "\",\"scopes\":[\"read\",\"write\"]}")
                                .collect(Collectors.joining(",\n"))
                        + "]");
        assertThat(migrate(json).output()).contains("clients: 300 unchanged");
    }

    @Test
    void givenOddRows_thenEachIsAClientOrNamedWithItsLineAndMend(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("odd.csv"), """
                \uFEFFid,secret,Name,grants,scopes,redirect_uris,public,reusable_refresh_tokens
                taken,"quoted ""secret"", with comma","Müller & Söhne, ""Zoë""\",password refresh_token,read,,,

                spa,,Browser,authorization_code,read,https://spa.example/cb,yes,
                short
                keeps,,,,admin,,,1
                ,,,,,,,
                taken,again,,,,,,
                nothing,,,,billing,,,
                magic,,,magic_link,,,,
                comma,,a,b,c,d,no,no,one too many
                wild,,,authorization_code,,https://a.example/*,,
                robot,,,client_credentials,,,yes,
                ,secret-of-nobody,,,,,,
                """);
        Path secrets = directory.resolve("secrets.csv");
        Shell.Result run = migrate(file, "--secrets", secrets.toString());
        assertThat(run.code()).as(run.output()).isEqualTo(3);
        assertThat(run.output())
                .contains(
                        "clients taken (line 8): left out. An earlier row has the same id. Mend: ",
                        "clients nothing (line 9): left out. The realm has no scope 'billing'. Mend: ",
                        "clients magic (line 10): left out. Its grant 'magic_link' is unknown. Mend: ",
                        "clients in line 11: left out. It has 9 values, and the first line 8 columns. Mend: ",
                        "clients wild (line 12): left out. A redirect URI has a *",
                        "clients robot (line 13): left out. It has no secret, but asks for client_credentials",
                        "clients in line 14: left out. It has no id. Mend: ",
                        "clients: 4 new, 7 left out")
                .doesNotContain("quoted", "secret-of-nobody", "Exception");
        assertThat(read(secrets)).containsOnlyKeys("short", "keeps");

        JsonNode taken = find("taken").get(0);
        assertThat(taken.path("name").asText()).isEqualTo("Müller & Söhne, \"Zoë\"");
        assertThat(taken.path("secret").asText()).isEqualTo("quoted \"secret\", with comma");
        assertThat(taken.path("directAccessGrantsEnabled").asBoolean()).isTrue();
        assertThat(taken.path("serviceAccountsEnabled").asBoolean()).isFalse();
        assertThat(find("spa").get(0).path("publicClient").asBoolean()).isTrue();
        assertThatItWorks("short", read(secrets).getOrDefault("short", ""));

        Answer admin = token("keeps", read(secrets).getOrDefault("keeps", ""), "admin");
        assertThat(admin.data("scope")).isEqualTo("admin");
        for (int use = 0; use < 2; use++) {
            assertThat(endpoint("token")
                            .basic("keeps", read(secrets).getOrDefault("keeps", ""))
                            .json("grant_type", "refresh_token", "refresh_token", admin.data("refresh_token"))
                            .status())
                    .isEqualTo(200);
        }
    }

    /** Which a run without the file of secrets would otherwise lock out. */
    @Test
    void givenChangedRow_thenTheClientKeepsItsGeneratedSecret(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("clients.csv");
        Path secrets = directory.resolve("secrets.csv");
        Files.writeString(file, "id,name\nchanging,Before\n");
        assertThat(migrate(file).output())
                .contains("clients changing (line 2): left out. It has no secret", "Mend: name one with --secrets");
        migrate(file, "--secrets", secrets.toString());
        Files.writeString(file, "id,name\nchanging,After\n");
        assertThat(migrate(file).output()).contains("clients: 1 changed");
        assertThat(find("changing").get(0).path("name").asText()).isEqualTo("After");
        assertThatItWorks("changing", read(secrets).getOrDefault("changing", ""));
    }

    @Test
    void givenFileThatOthersMayRead_thenNoSecretGoesThere(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("clients.csv"), "id\nlocked\n");
        Path secrets = Files.createFile(
                directory.resolve("secrets.csv"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        Shell.Result run = migrate(file, "--secrets", secrets.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("Others than its owner may read " + secrets, "chmod 600");
        assertThat(secrets).isEmptyFile();
        assertThat(find("locked")).isEmpty();
    }

    @Test
    void givenKcadm_thenTheScriptAddsClients(@TempDir Path directory) throws IOException {
        Path secrets = directory.resolve("secrets.csv");
        Map<String, String> environment = new HashMap<>();
        environment.put("KCADM", DistributionServer.kcadm().toString());
        environment.put("KC_OPTS", Shell.SHORT_LIVED_JVM + " -Duser.home=" + directory);
        environment.put("REALM", REALM);
        environment.put("PASSWORD", KeycloakServer.ADMIN_PASSWORD);
        String login = "\"$KCADM\" config credentials --realm master --user " + KeycloakServer.ADMIN
                + " --password \"$PASSWORD\" --server "
                + KeycloakServer.shared().url();
        String add = "./add-clients.sh " + secrets + " by-script-1 by-script-2";
        Shell.Result run = Shell.run(EXAMPLES, environment, Shell.bash(login + "; " + add + "; " + add));
        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).endsWith("""
                        by-script-1: added
                        by-script-2: added
                        by-script-1: there already
                        by-script-2: there already
                        """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rw-------");
        assertThat(read(secrets)).hasSize(2);
        assertThat(run.output()).doesNotContain(read(secrets).values());
        assertThatItWorks("by-script-2", read(secrets).getOrDefault("by-script-2", ""));
    }

    @Test
    void givenTheExample_thenItsRowsAreClients() {
        Shell.Result run = migrate(EXAMPLES.resolve("clients.csv"), "--secrets", "no-such-file", "--dry-run");
        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).contains("clients: 4 new");
    }

    /** Whose input is Keycloak's own representation, which it posts to the same address; its variables are ours to put in. */
    @Test
    void givenKeycloakConfigCli_thenItsClientIsOneOfTheApis() throws IOException {
        String realm = Files.readString(EXAMPLES.resolve("keycloak-config-cli.json"))
                .replace("$(env:SHOP_SECRET)", "secret-of-the-environment");
        for (JsonNode client : JSON.readTree(realm).path("clients")) {
            Answer created = AdminApi.shared().post("/realms/" + REALM + "/clients", client.toString());
            assertThat(created.status()).as(created.body()).isEqualTo(201);
        }
        assertThatItWorks("shop", "secret-of-the-environment");
    }

    private static void assertThatItWorks(String client, String secret) {
        Answer token = token(client, secret, "read");
        assertThat(token.status()).as(token.body()).isEqualTo(200);
        assertThat(token.data("refresh_token")).isNotEmpty();
        assertThat(endpoint("introspect")
                        .basic(client, secret)
                        .json("token", token.data("access_token"))
                        .data("active"))
                .isEqualTo("true");
    }

    private static Answer token(String client, String secret, String scope) {
        return endpoint("token").basic(client, secret).json("grant_type", "client_credentials", "scope", scope);
    }

    private static Request endpoint(String name) {
        return Request.to("/realms/" + REALM + "/rest/api/v2/oauth/" + name);
    }

    private static Shell.Result migrate(Path file, String... more) {
        return Migrate.run(Migrate.environment("", ""), file.toString(), REALM, more);
    }

    private static JsonNode find(String client) {
        return AdminApi.shared().get("/realms/" + REALM + "/clients?clientId=" + client);
    }

    private static Map<String, String> read(Path secrets) throws IOException {
        Map<String, String> read = Files.readAllLines(secrets).stream()
                .map(line -> List.of(line.split(",", -1)))
                .collect(Collectors.toMap(line -> line.get(0), line -> line.get(1)));
        read.values().forEach(secret -> Confidential.note("secret", secret));
        return read;
    }
}
