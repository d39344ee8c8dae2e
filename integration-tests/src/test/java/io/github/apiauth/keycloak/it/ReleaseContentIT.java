package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Release;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is published, by its content. */
@Once
class ReleaseContentIT {

    private static final String PACK = "providers/keycloak-api-auth.jar";
    private static final String THEMES = "providers/keycloak-api-auth-themes.jar";
    private static final String REALM = "data/import/api-realm.json";
    private static final String SBOM = ".cdx.json";
    private static final String NATIVE = "META-INF/native/";
    private static final String OWN_CLASSES = "io/github/apiauth/keycloak/";
    private static final String SHADED_CLASSES = OWN_CLASSES + "shaded/";

    private static Map<String, byte[]> zip;
    private static Map<String, byte[]> pack;
    private static JsonNode sbom;

    @BeforeAll
    static void read() throws Exception {
        zip = unzip(Files.readAllBytes(Release.zip()));
        pack = unzip(file(PACK));
        assumeTrue(zip.keySet().stream().anyMatch(name -> name.endsWith(SBOM)), "no SBOM: Maven ran offline");
        sbom = new ObjectMapper().readTree(file(ownFile(SBOM)));
    }

    @Test
    void givenZip_thenItHoldsWhatKeycloakReadsAndADirectoryOfItsOwn() throws Exception {
        assertThat(zip.keySet())
                .filteredOn(name -> !name.startsWith("keycloak-api-auth/"))
                .containsExactlyInAnyOrder(PACK, THEMES, REALM);
        assertThat(text(ownFile("INSTALL.md")))
                .contains("unzip " + Release.zip().getFileName());
    }

    @Test
    void givenZip_thenItsRealmIsThatOfProduction() throws Exception {
        assertThat(file(REALM))
                .isEqualTo(Files.readAllBytes(TestProject.root().resolve("realm-config/api-realm.json")));
    }

    /** Anywhere, also inside the jars. */
    @Test
    void givenZip_thenNothingOfTheDevelopmentSetIsInIt() throws Exception {
        Map<String, byte[]> all = new LinkedHashMap<>(zip);
        all.putAll(pack);
        all.putAll(unzip(file(THEMES)));
        JsonNode users = new ObjectMapper()
                .readTree(TestProject.root()
                        .resolve("realm-config/dev/api-users-0.json")
                        .toFile());
        List<String> emails = users.findValuesAsText("email");
        assertThat(emails).isNotEmpty();
        assertThat(all).allSatisfy((name, bytes) -> assertThat(new String(bytes, StandardCharsets.UTF_8))
                .as(name)
                .doesNotContain(emails));
    }

    @Test
    void givenJars_thenTheSbomNamesEachWithItsHash() throws Exception {
        assertThat(hashes("keycloak-api-auth")).containsExactly(sha256(file(PACK)));
        assertThat(hashes("keycloak-api-auth-themes")).containsExactly(sha256(file(THEMES)));
        List<String> nativeJars = pack.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(NATIVE))
                .map(entry -> sha256(entry.getValue()))
                .toList();
        assertThat(nativeJars).hasSize(2);
        assertThat(hashes("AmazonCorrettoCryptoProvider")).containsExactlyInAnyOrderElementsOf(nativeJars);
    }

    @Test
    void givenClasses_thenThoseOfOthersAreOfBucket4jFailsafeAndBCrypt() {
        assertThat(pack.keySet())
                .filteredOn(name -> name.endsWith(".class"))
                .allMatch(name -> name.startsWith(OWN_CLASSES));
        assertThat(pack.keySet())
                .filteredOn(name -> name.startsWith(SHADED_CLASSES))
                .isNotEmpty()
                .allMatch(name -> name.startsWith(SHADED_CLASSES + "bucket4j/")
                        || name.startsWith(SHADED_CLASSES + "failsafe/")
                        || name.equals(SHADED_CLASSES + "bcrypt/BCrypt.class"))
                .contains(SHADED_CLASSES + "bcrypt/BCrypt.class")
                .anyMatch(name -> name.startsWith(SHADED_CLASSES + "bucket4j/grid/infinispan/"));
    }

    @Test
    void givenSbom_thenItNamesNothingElse() {
        assertThat(sbom.get("components").findValuesAsText("purl"))
                .extracting(purl -> purl.replaceAll("@[^?]*", ""))
                .containsExactlyInAnyOrder(
                        "pkg:maven/io.github.apiauth.keycloak/keycloak-api-auth?type=jar",
                        "pkg:maven/io.github.apiauth.keycloak/keycloak-api-auth-themes?type=jar",
                        "pkg:maven/com.bucket4j/bucket4j_jdk17-core?type=jar",
                        "pkg:maven/com.bucket4j/bucket4j_jdk17-infinispan?type=jar",
                        "pkg:maven/dev.failsafe/failsafe?type=jar",
                        "pkg:maven/org.springframework.security/spring-security-crypto?type=jar",
                        "pkg:maven/software.amazon.cryptools/AmazonCorrettoCryptoProvider?classifier=linux-x86_64&type=jar",
                        "pkg:maven/software.amazon.cryptools/AmazonCorrettoCryptoProvider?classifier=linux-aarch_64&type=jar");
    }

    @Test
    void givenComponents_thenTheirLicensesAreInTheZipAndInTheJar() {
        assertThat(sbom.get("components")).allSatisfy(component -> assertThat(
                        component.at("/licenses/0/license/id").asText())
                .isEqualTo("Apache-2.0"));
        assertThat(text(ownFile("LICENSE"))).contains("Apache License", "Version 2.0");
        assertThat(text(ownFile("NOTICE")))
                .contains("Bucket4j", "Failsafe", "Spring Security", "Amazon Corretto Crypto Provider", "AWS-LC");
        assertThat(text(ownFile("licenses/aws-lc.txt"))).contains("OpenSSL Project", "Eric Young", "fiat-crypto");
        assertThat(text(ownFile("licenses/bcrypt.txt"))).contains("Damien Miller");
        for (String file : List.of("LICENSE", "NOTICE", "licenses/aws-lc.txt", "licenses/bcrypt.txt")) {
            assertThat(pack.get("META-INF/" + file)).as(file).isEqualTo(file(ownFile(file)));
        }
    }

    private static List<String> hashes(String name) {
        return sbom.get("components")
                .valueStream()
                .filter(component -> component.get("name").asText().equals(name))
                .flatMap(component -> component.get("hashes").valueStream())
                .filter(hash -> hash.get("alg").asText().equals("SHA-256"))
                .map(hash -> hash.get("content").asText())
                .toList();
    }

    private static String ownFile(String end) {
        return zip.keySet().stream()
                .filter(name -> name.startsWith("keycloak-api-auth/") && name.endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] file(String name) {
        return Objects.requireNonNull(zip.get(name), name);
    }

    private static String text(String name) {
        return new String(file(name), StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), entries.readAllBytes());
                }
            }
        }
        return files;
    }
}
