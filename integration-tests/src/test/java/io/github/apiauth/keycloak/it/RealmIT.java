package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Realms;
import io.github.apiauth.keycloak.it.server.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The imported realm, and what an administrator finds of the pack. */
class RealmIT {

    private static final AtomicInteger GUARDED = new AtomicInteger();

    @Test
    void givenDiscovery_thenScopesOfTheRealm() {
        JsonNode discovery = Request.to("/realms/api/.well-known/openid-configuration")
                .method("GET")
                .json();
        assertThat(texts(discovery.path("scopes_supported"))).contains("openid", "read", "write", "admin");
    }

    @Test
    void givenImport_thenClientsHaveTheirScopes() {
        Map<String, List<String>> expected = Map.of(
                "server-app", List.of("read", "write"),
                "admin-app", List.of("admin", "read", "write"),
                "web-app", List.of("read", "write"),
                "spa-app", List.of("read"));
        expected.forEach((client, scopes) -> {
            String id = AdminApi.shared()
                    .get("/realms/api/clients?clientId=" + client)
                    .path(0)
                    .path("id")
                    .asText();
            assertThat(names(AdminApi.shared().get("/realms/api/clients/" + id + "/optional-client-scopes")))
                    .containsExactlyInAnyOrderElementsOf(scopes);
            assertThat(names(AdminApi.shared().get("/realms/api/clients/" + id + "/default-client-scopes")))
                    .containsExactlyInAnyOrder("basic", "api-audience", "legacy-id");
        });
    }

    @Test
    void givenImport_thenDirectGrantFlowIsBoundAndComplete() {
        assertThat(AdminApi.shared().get("/realms/api").path("directGrantFlow").asText())
                .isEqualTo("api direct grant");
        JsonNode executions = AdminApi.shared().get("/realms/api/authentication/flows/api%20direct%20grant/executions");
        assertThat(StreamSupport.stream(executions.spliterator(), false)
                        .map(execution -> execution.path("providerId").asText()))
                .containsExactly(
                        "direct-grant-validate-email",
                        "direct-grant-validate-password",
                        "",
                        "conditional-user-configured",
                        "direct-grant-validate-otp");
    }

    @Test
    void givenAdminConsole_thenEmailStepIsOfferedWithItsConfiguration() {
        JsonNode providers = AdminApi.shared().get("/realms/api/authentication/authenticator-providers");
        assertThat(StreamSupport.stream(providers.spliterator(), false)
                        .filter(provider -> provider.path("id").asText().equals("direct-grant-validate-email"))
                        .map(provider -> provider.path("displayName").asText()))
                .containsExactly("E-mail Validation");
        JsonNode step =
                AdminApi.shared().get("/realms/api/authentication/config-description/direct-grant-validate-email");
        assertThat(step.path("helpText").asText()).contains("email");
        assertThat(StreamSupport.stream(step.path("properties").spliterator(), false)
                        .map(property -> property.path("name").asText() + "="
                                + property.path("defaultValue").asText()))
                .containsExactly("acceptUsername=true", "requireVerifiedEmail=false");
        assertThat(step.path("properties")).allSatisfy(property -> {
            assertThat(property.path("label").asText()).isNotBlank();
            assertThat(property.path("helpText").asText()).isNotBlank();
        });
    }

    @Test
    void givenServerInfo_thenProvidersOfThePackAreListed() {
        JsonNode providers = AdminApi.shared().get("/serverinfo").path("providers");
        Map.of(
                        "realm-restapi-extension", "rest",
                        "login-protocol", "openid-connect",
                        "authenticator", "direct-grant-validate-email",
                        "client-policy-executor", "legacy-api",
                        "legacy-api", "files",
                        "realm-guard", "unresolved-secret")
                .forEach((spi, provider) -> assertThat(
                                providers.path(spi).path("providers").has(provider))
                        .as(spi + " " + provider)
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "email"})
    void givenServerInfo_thenTheThemeIsOffered(String type) {
        JsonNode themes = AdminApi.shared().get("/serverinfo").path("themes").path(type);
        assertThat(names(themes)).contains("api-auth");
    }

    @Test
    void givenEvents_thenLoginAndClientErrorsAreStored() {
        JsonNode config = AdminApi.shared().get("/realms/api/events/config");
        assertThat(config.path("eventsEnabled").asBoolean()).isTrue();
        assertThat(texts(config.path("enabledEventTypes"))).contains("LOGIN_ERROR", "CLIENT_LOGIN_ERROR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${API_NOBODY_SET_THIS}", "x${API_NOBODY_SET_THIS}", "${}", "", "  "})
    void givenUnresolvedSecret_thenItDoesNotAuthenticate(String secret) {
        String realm = create(withClient(secret));
        Answer answer = Request.to("/realms/" + realm + "/protocol/openid-connect/token")
                .form("grant_type", "client_credentials", "client_id", "app", "client_secret", secret);
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(KeycloakServer.shared().log())
                .contains("Realm '" + realm + "': the secret of client 'app'")
                .doesNotContain("the secret of client 'app' " + secret + " ");
        String stored = AdminApi.shared()
                .get("/realms/" + realm + "/clients?clientId=app")
                .path(0)
                .path("secret")
                .asText();
        assertThat(stored).hasSizeGreaterThanOrEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-real-secret", "${vault.app}"})
    void givenSecretOrVaultReference_thenKept(String secret) {
        String realm = create(withClient(secret));
        assertThat(AdminApi.shared()
                        .get("/realms/" + realm + "/clients?clientId=app")
                        .path(0)
                        .path("secret")
                        .asText())
                .isEqualTo(secret);
    }

    @ParameterizedTest
    @CsvSource({"'', mail@example.com", "${API_SMTP_HOST:}, mail@example.com", "smtp.example.com, mail@example.invalid"
    })
    void givenNoMailServerOrSender_thenNoNewPasswordIsOffered(String host, String from) {
        String realm = create(withMail(Map.of("host", host, "from", from)));
        JsonNode created = AdminApi.shared().get("/realms/" + realm);
        assertThat(created.path("smtpServer")).isEmpty();
        assertThat(created.path("resetPasswordAllowed").asBoolean()).isFalse();
        assertThat(KeycloakServer.shared().log()).contains("Realm '" + realm + "': no mail server or no sender is set");
    }

    @Test
    void givenMailServer_thenNewPasswordIsOffered() {
        String realm = create(withMail(Map.of("host", "smtp.example.com", "from", "mail@example.com")));
        JsonNode created = AdminApi.shared().get("/realms/" + realm);
        assertThat(created.path("smtpServer").path("host").asText()).isEqualTo("smtp.example.com");
        assertThat(created.path("resetPasswordAllowed").asBoolean()).isTrue();
    }

    @Test
    void givenNoMailSettings_thenLeftAlone() {
        String realm = create(Map.of("resetPasswordAllowed", true));
        assertThat(AdminApi.shared()
                        .get("/realms/" + realm)
                        .path("resetPasswordAllowed")
                        .asBoolean())
                .isTrue();
    }

    private static Map<String, ?> withClient(String secret) {
        return Map.of(
                "clients",
                List.of(Map.of(
                        "clientId", "app", "secret", secret, "publicClient", false, "serviceAccountsEnabled", true)));
    }

    private static Map<String, ?> withMail(Map<String, String> server) {
        return Map.of("resetPasswordAllowed", true, "smtpServer", server);
    }

    /** Each time another one, which stays, because to delete one takes seconds; with its name. */
    private static String create(Map<String, ?> more) {
        String name = "guarded-" + GUARDED.incrementAndGet();
        Map<String, Object> realm = Realms.withLane(Map.of("realm", name, "enabled", true));
        realm.putAll(more);
        AdminApi.shared().createRealm(realm);
        return name;
    }

    private static Set<String> names(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.path("name").asText())
                .collect(Collectors.toSet());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(((ArrayNode) array).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
