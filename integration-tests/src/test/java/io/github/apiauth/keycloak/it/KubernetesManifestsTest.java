package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1IngressSpec;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of docs/kubernetes. Kubernetes' own resources are read by the classes of its Java client, which are made from its
 * OpenAPI and refuse unknown and missing fields and wrong types. The Operator's resource definitions are in no package.
 */
class KubernetesManifestsTest {

    private static final Path DIRECTORY = TestProject.root().resolve("docs/kubernetes");
    private static final Path OVERLAY = DIRECTORY.resolve("overlays/example");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final Map<String, Class<?>> KINDS = Map.of(
            "apps/v1/StatefulSet", V1StatefulSet.class,
            "v1/Secret", V1Secret.class,
            "v1/Service", V1Service.class,
            "networking.k8s.io/v1/Ingress", V1Ingress.class,
            "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class);

    @ParameterizedTest
    @MethodSource("resources")
    void givenResource_thenKubernetesKnowsEachField(JsonNode resource) {
        read(resource);
    }

    @ParameterizedTest
    @CsvSource({
        "/spec, replica",
        "/spec/template/spec, automountToken",
        "/spec/template/spec/containers/0, securitycontext",
        "/spec/template/spec/containers/0/readinessProbe/httpGet, url",
        "/spec/template/spec/containers/0/envFrom/0/secretRef, key"
    })
    void givenUnknownField_thenRefused(String place, String field) throws IOException {
        JsonNode resource = resource("StatefulSet");
        ((ObjectNode) resource.at(place)).put(field, "x");
        assertThatThrownBy(() -> read(resource)).hasMessageContaining(field);
    }

    @Test
    void givenSelectors_thenTheyChooseThePods() throws IOException {
        Map<String, String> labels =
                statefulSet().getSpec().getTemplate().getMetadata().getLabels();
        assertThat(statefulSet().getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        for (JsonNode service : resources().stream().filter(kind("Service")).toList()) {
            assertThat(((V1Service) read(service)).getSpec().getSelector()).isEqualTo(labels);
        }
        assertThat(((V1PodDisruptionBudget) read(resource("PodDisruptionBudget")))
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(labels);
    }

    /** What the secret must hold is what the start of Keycloak and the import of the realm read from it. */
    @Test
    void givenRealm_thenTheSecretHasItsPlaceholders() throws IOException {
        String example = Files.readString(OVERLAY.resolve("secrets.env.example"));
        assertThat(placeholders("\\$\\{(\\w+)}")).isNotEmpty().allSatisfy(name -> assertThat(example)
                .contains("\n" + name + "=\n"));
        assertThat(container().getEnvFrom())
                .allMatch(source -> source.getSecretRef().getName().equals("keycloak"));
        assertThat(YAML.readTree(OVERLAY.resolve("kustomization.yaml").toFile())
                        .at("/secretGenerator/0/name")
                        .asText())
                .isEqualTo("keycloak");
    }

    /** What kubectl would apply. It needs no cluster for that. */
    @Test
    void givenOverlay_thenKustomizePutsItsNamesIntoTheBase(@TempDir Path directory) throws IOException {
        assumeTrue(Shell.succeeds("kubectl", "version", "--client"), "kubectl is not installed here");
        TestProject.copy(DIRECTORY, directory);
        Path secrets = directory.resolve("overlays/example/secrets.env");
        Files.copy(OVERLAY.resolve("secrets.env.example"), secrets, StandardCopyOption.REPLACE_EXISTING);
        Shell.Result result = Shell.run(directory, Map.of(), "kubectl", "kustomize", "overlays/example");
        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContain("example.com");
        List<JsonNode> applied = YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(result.output())
                .readAll();
        assertThat(applied)
                .hasSize(resources().size() + 1)
                .allSatisfy(KubernetesManifestsTest::read)
                .allSatisfy(resource ->
                        assertThat(resource.at("/metadata/namespace").asText()).isEqualTo("keycloak"));
        V1StatefulSet servers = (V1StatefulSet) read(resource(applied, "StatefulSet"));
        V1Container server =
                servers.getSpec().getTemplate().getSpec().getContainers().get(0);
        assertThat(servers.getSpec().getReplicas()).isEqualTo(3);
        assertThat(server.getImage()).isEqualTo("registry.example.org/keycloak-api-auth:1");
        assertThat(server.getEnv())
                .hasSameSizeAs(container().getEnv())
                .contains(new V1EnvVar().name("KC_HOSTNAME").value("https://api.example.org"));
        assertThat(server.getEnvFrom().get(0).getSecretRef().getName())
                .isEqualTo(resource(applied, "Secret").at("/metadata/name").asText());
        V1IngressSpec ingress = ((V1Ingress) read(resource(applied, "Ingress"))).getSpec();
        assertThat(ingress.getRules().get(0).getHost())
                .isEqualTo("api.example.org")
                .isEqualTo(ingress.getTls().get(0).getHosts().get(0));
    }

    @Test
    void givenKeycloakResource_thenItsResourcesAreOfKubernetes() throws IOException {
        JsonNode keycloak =
                YAML.readTree(DIRECTORY.resolve("operator/keycloak.yaml").toFile());
        assertThat(keycloak.get("kind").asText()).isEqualTo("Keycloak");
        JSON.deserialize(keycloak.at("/spec/resources").toString(), V1ResourceRequirements.class);
    }

    @Test
    void givenRealmImport_thenItHoldsTheRealmAndItsPlaceholders() throws IOException {
        assumeTrue(Shell.succeeds("jq", "--version"), "jq is not installed here");
        Shell.Result result = Shell.run(
                TestProject.root(),
                Map.of(),
                "jq",
                "-f",
                "docs/kubernetes/operator/realm-import.jq",
                "realm-config/api-realm.json");
        JsonNode spec = new ObjectMapper().readTree(result.output()).get("spec");
        assertThat(spec.get("realm")).isEqualTo(new ObjectMapper().readTree(realm()));
        assertThat(spec.get("placeholders").propertyStream().map(Map.Entry::getKey))
                .containsAll(placeholders("\\$\\{(\\w+)}"))
                .isSubsetOf(placeholders("\\$\\{(\\w+)[:}]"));
    }

    static List<JsonNode> resources() throws IOException {
        List<JsonNode> resources = YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(DIRECTORY.resolve("base/keycloak.yaml").toFile())
                .readAll();
        assertThat(resources).isNotEmpty();
        return resources;
    }

    private static JsonNode resource(String kind) throws IOException {
        return resource(resources(), kind);
    }

    private static JsonNode resource(List<JsonNode> resources, String kind) {
        return resources.stream().filter(kind(kind)).findFirst().orElseThrow();
    }

    private static Predicate<JsonNode> kind(String kind) {
        return resource -> resource.get("kind").asText().equals(kind);
    }

    private static V1StatefulSet statefulSet() throws IOException {
        return (V1StatefulSet) read(resource("StatefulSet"));
    }

    private static V1Container container() throws IOException {
        return statefulSet().getSpec().getTemplate().getSpec().getContainers().get(0);
    }

    private static Object read(JsonNode resource) {
        String kind =
                resource.get("apiVersion").asText() + "/" + resource.get("kind").asText();
        assertThat(KINDS).containsKey(kind);
        return JSON.deserialize(resource.toString(), KINDS.get(kind));
    }

    private static List<String> placeholders(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(realm())
                .results()
                .map(placeholder -> placeholder.group(1))
                .filter(name -> name.startsWith("API_"))
                .distinct()
                .collect(Collectors.toList());
    }

    private static String realm() throws IOException {
        return Files.readString(TestProject.root().resolve("realm-config/api-realm.json"));
    }
}
