package io.github.apiauth.keycloak.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators find of the pack in Keycloak's admin console. The documentation shows what is photographed here. */
@OnChromium
@SameInContainer
class AdminConsoleIT {

    private static final String ADMINISTRATOR = "ada";
    private static final String PASSWORD = "password-of-ada";

    @RegisterExtension
    private static final TestBrowser BROWSER = TestBrowser.keepingSessions();

    private static AdminConsole console;

    /** One who stays: above the pages of the first one Keycloak shows a warning. */
    @BeforeAll
    static void signIn() {
        AdminApi.shared()
                .post(
                        "/realms/master/partialImport",
                        Map.of(
                                "ifResourceExists",
                                "FAIL",
                                "users",
                                List.of(Map.of(
                                        "username",
                                        ADMINISTRATOR,
                                        "enabled",
                                        true,
                                        "realmRoles",
                                        List.of("admin"),
                                        "credentials",
                                        List.of(Map.of("type", "password", "value", PASSWORD))))));
        console = AdminConsole.signIn(BROWSER.driver(), ADMINISTRATOR, PASSWORD);
    }

    @AfterAll
    static void deleteAdministrator() {
        AdminApi.shared()
                .get("/realms/master/users?exact=true&username=" + ADMINISTRATOR)
                .forEach(user -> AdminApi.shared()
                        .delete("/realms/master/users/" + user.path("id").asText()));
    }

    @Test
    void givenFlowEditor_thenTheEmailStepWithItsSettingsAndHelp() {
        console.open("/api/authentication");
        console.followLink("api direct grant");
        console.read("E-mail Validation");
        BROWSER.chromium().screenshot("console/direct-grant-flow");

        console.press("Settings", "E-mail Validation");
        console.read("E-mail Validation config");
        assertThat(console.isOn("Accept username")).isTrue();
        assertThat(console.isOn("Require verified e-mail")).isFalse();
        BROWSER.chromium().screenshot("console/email-step");
        assertThat(console.help("Require verified e-mail")).startsWith("Refuse users whose e-mail is not verified");
        assertThat(console.help("Accept username")).startsWith("Also accept the parameter 'username'");
        BROWSER.chromium().screenshot("console/email-step-help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Login theme", "Email theme"})
    void givenThemeSelector_thenTheThemeIsChosenAndOneOfMany(String kind) {
        console.open("/api/realm-settings/themes");
        assertThat(console.chosen(kind)).isEqualTo("api-auth");
        console.press(kind);
        assertThat(console.options()).contains("api-auth", "keycloak");
        BROWSER.chromium().screenshot("console/" + kind.toLowerCase(Locale.ROOT).replace(' ', '-'));
    }

    @Test
    void givenRateLimitExecutor_thenItsFieldsWithHelp() {
        console.open("/api/realm-settings/client-policies/token-rate-limit/edit-profile");
        console.followLink("token-rate-limit");
        assertThat(console.value("Requests")).isEqualTo("6000");
        assertThat(console.value("Period")).isEqualTo("60");
        assertThat(console.value("Burst")).isEqualTo("1200");
        assertThat(console.value("Requests per address")).isEqualTo("12000");
        assertThat(console.value("Burst per address")).isEqualTo("2400");
        BROWSER.chromium().screenshot("console/rate-limit");
        assertThat(console.help("Burst")).isNotBlank();
        BROWSER.chromium().screenshot("console/rate-limit-help");
    }

    @Test
    void givenRequestsByClientRole_thenTheConsoleSavesThem() {
        String profiles = "/realms/api/client-policies/profiles";
        JsonNode before = AdminApi.shared().get(profiles);
        console.open("/api/realm-settings/client-policies/token-rate-limit/edit-profile");
        console.followLink("token-rate-limit");
        assertThat(console.value("Requests")).isEqualTo("6000");
        console.typeLine("Requests by client role", "gold=12000");
        console.press("Save");
        try {
            await().untilAsserted(
                            () -> assertThat(AdminApi.shared().get(profiles).findValues("requests-by-role"))
                                    .hasToString("[[\"gold=12000\"]]"));
        } finally {
            AdminApi.shared().put(profiles, Map.of("profiles", before.path("profiles")));
        }
    }

    @Test
    void givenLegacyApiExecutor_thenTheContractsOfTheRealm() {
        console.open("/api/realm-settings/client-policies/legacy-api/edit-profile");
        console.followLink("legacy-api");
        console.read("office");
        console.read("community");
        BROWSER.chromium().screenshot("console/legacy-api");
        assertThat(console.help("Contracts")).startsWith("What the legacy APIs look like");
    }

    @Test
    void givenNewExecutor_thenThePacksToChooseFrom() {
        console.open("/api/realm-settings/client-policies/token-rate-limit/edit-profile");
        console.followLink("Add executor");
        console.press("Executor type");
        assertThat(console.options())
                .contains("token-rate-limit", "reusable-refresh-token", "legacy-api", "api-client-defaults");
        console.chooseOption("token-rate-limit");
        console.read("Requests per address");
        BROWSER.chromium().screenshot("console/add-rate-limit");
    }

    /** No guide at hand: an id, and the two switches that say what the client is. */
    @Test
    void givenNewClient_thenWhatAnApisClientNeedsIsOn() {
        console.open("/api/clients/add-client");
        console.type("Client ID *", "console-app");
        console.press("Next");
        console.flip("Client authentication");
        console.flip("Service account roles");
        BROWSER.chromium().screenshot("console/new-client");
        console.press("Next");
        console.press("Save");
        try {
            console.openTab("Advanced");
            assertThat(console.isOn("Use refresh tokens for client credentials grant"))
                    .isTrue();
            assertThat(console.isOn("Allow token introspection without audience check"))
                    .isTrue();
            console.read("Allow token introspection without audience check");
            BROWSER.chromium().screenshot("console/new-client-advanced");
            String secret = AdminApi.shared()
                    .get(AdminApi.shared().client("api", "console-app"))
                    .path("secret")
                    .asText();
            assertThat(Request.api()
                            .basic("console-app", secret)
                            .json("grant_type", "client_credentials")
                            .data("refresh_token"))
                    .isNotEmpty();
        } finally {
            AdminApi.shared().delete(AdminApi.shared().client("api", "console-app"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server-app | Server application         | read write",
                "admin-app  | Administrative application | read write admin",
                "web-app    | Web application            | read write",
                "spa-app    | Browser application        | read"
            })
    void givenClient_thenItsNameAndScopes(String clientId, String name, String scopes) {
        console.open("/api/clients");
        console.search("-app");
        console.read(name);
        BROWSER.chromium().screenshot("console/clients");
        console.followLink(clientId);
        assertThat(console.value("Name")).isEqualTo(name);
        console.openTab("Client scopes");
        for (String scope : scopes.split(" ", -1)) {
            console.read(scope);
        }
        BROWSER.chromium().screenshot("console/client-scopes-" + clientId);
    }

    @Test
    void givenServerInfo_thenThePacksVersion() {
        console.open("/master/providers");
        console.press("Show more", "direct-grant-validate-email");
        console.read("keycloak-api-auth", "direct-grant-validate-email");
        BROWSER.chromium().screenshot("console/server-info");
    }
}
