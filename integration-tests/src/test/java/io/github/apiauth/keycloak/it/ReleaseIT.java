package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Metrics;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.Prometheus;
import io.github.apiauth.keycloak.it.server.Realms;
import io.github.apiauth.keycloak.it.server.Release;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import io.github.apiauth.keycloak.launcher.Distribution;
import io.github.apiauth.keycloak.launcher.KeycloakHome;
import io.github.apiauth.keycloak.launcher.KeycloakProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The release on a Keycloak of one's own, in production mode, by the commands of the README's <i>Install</i>. */
@Once
@OwnServer
class ReleaseIT {

    private static final Duration AT_MOST = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String LIMITED = "limited";

    /** The commands before the start, and the start's arguments. */
    private static final Pattern INSTALL =
            Pattern.compile("## Install\n.*?```sh\n(.*?)bin/kc\\.sh (start [^\n]*)\n```", Pattern.DOTALL);

    private static final Pattern ZIP = Pattern.compile("keycloak-api-auth-[\\d.]+\\.zip");
    private static final Pattern SECRET = Pattern.compile("(\\w+)=…");

    private static final Map<String, String> SECRETS = Map.of(
            "API_SERVER_APP_SECRET", "server-secret",
            "API_ADMIN_APP_SECRET", "admin-secret",
            "API_WEB_APP_SECRET", "web-secret");

    private static final String APPLICATION = "https://app.example.com/";

    private static KeycloakProcess server;
    private static URI url;
    private static URI management;

    @BeforeAll
    static void install(@TempDir Path directory) throws Exception {
        assumeTrue(Shell.succeeds("bash", "-c", "command -v unzip"), "bash or unzip is not installed here");
        Matcher install = INSTALL.matcher(Files.readString(TestProject.root().resolve("README.md")));
        assertThat(install.find()).isTrue();
        String commands = install.group(1);
        assertThat(SECRET.matcher(commands).results().map(secret -> secret.group(1)))
                .containsExactlyInAnyOrderElementsOf(SECRETS.keySet());

        Path home = Distribution.ofThisBuild().unpackInto(directory);
        int port = KeycloakProcess.freePort();
        int managementPort = KeycloakProcess.freePort();
        management = URI.create("http://localhost:" + managementPort);
        url = URI.create("http://localhost:" + port);
        Files.write(
                home.resolve("conf/keycloak.conf"),
                List.of(
                        "db=dev-file",
                        "health-enabled=true",
                        "metrics-enabled=true",
                        "event-metrics-user-enabled=true",
                        "event-metrics-user-tags=realm,clientId",
                        "http-metrics-histograms-enabled=true",
                        "hostname=" + url,
                        "http-enabled=true",
                        "http-port=" + port,
                        "http-management-port=" + managementPort));
        for (String name :
                ZIP.matcher(commands).results().map(MatchResult::group).toList()) {
            Files.copy(Release.zip(), directory.resolve(name));
        }
        Shell.Result installed = Shell.run(
                directory,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                Shell.bash(commands.replace("/opt/keycloak", home.toString())));
        assertThat(installed.code()).as(installed.output()).isZero();
        // What unzip asks before it overwrites a file of Keycloak's.
        assertThat(installed.output()).doesNotContain("replace ");

        Map<String, String> environment = new HashMap<>(SECRETS);
        environment.put("API_WEB_APP_URL", APPLICATION);
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakServer.ADMIN);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", KeycloakServer.ADMIN_PASSWORD);
        server = KeycloakProcess.start(
                new KeycloakHome(home),
                List.of(install.group(2).split(" ")),
                environment,
                TestProject.target().resolve("keycloak-release.log"));
        server.awaitReady(url.resolve("/realms/api"), AT_MOST, lines -> {});
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** Between releases the README names the last one. */
    @Test
    void givenVersionThatIsReleased_thenChangelogAndReadmeNameIt() throws Exception {
        String name = Release.zip().getFileName().toString();
        String version = name.replaceAll("^keycloak-api-auth-|\\.zip$", "");
        assumeFalse(version.endsWith("-SNAPSHOT"), "this version is not released yet");
        assertThat(Files.readString(TestProject.root().resolve("CHANGELOG.md")))
                .containsPattern("\n## \\[" + Pattern.quote(version) + "] - \\d{4}-\\d\\d-\\d\\d\n");
        assertThat(Files.readString(TestProject.root().resolve("README.md"))).contains("unzip " + name);
    }

    @Test
    void givenTokenRequest_thenIssued() {
        Answer answer = oauth("token").basic("server-app", "server-secret").json("grant_type", "client_credentials");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("message").asText()).isEqualTo("Token issued");
    }

    @Test
    void givenLogin_thenItsPageHasTheTheme() {
        Answer page = Request.to(url.resolve(
                        "/realms/api/rest/api/v2/oauth/authorize?response_type=code&client_id=web-app&scope=read"))
                .method("GET");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("/login/api-auth/");
    }

    @Test
    void givenAddressOfTheApplication_thenErrorPagesLeadBackToIt() {
        Answer page = Request.to(
                        url.resolve(
                                "/realms/api/rest/api/v2/oauth/authorize?response_type=code&client_id=web-app&redirect_uri=https://evil.example/"))
                .method("GET");
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("id=\"backToApplication\" href=\"" + APPLICATION + "\"");
    }

    @Test
    void givenUserOfTheDevelopmentSet_thenUnknown() {
        Answer answer = oauth("token")
                .basic("web-app", "web-secret")
                .json("grant_type", "password", "email", "jane@example.com", "password", "jane-password");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.data("error")).isEqualTo("invalid_grant");
    }

    @Test
    void givenPlugins_thenThereAreNone() {
        Answer issued = oauth("token").basic("server-app", "server-secret").json("grant_type", "client_credentials");
        Answer plugins = Request.to(url.resolve("/realms/api/rest/api/v2/plugins"))
                .header("Authorization", "Bearer " + issued.data("access_token"))
                .method("GET");
        assertThat(plugins.status()).isEqualTo(200);
        assertThat(plugins.data()).isEmpty();
    }

    /** Those of docs/operations, as Prometheus answers them: an empty panel is one that asks for what there is not. */
    @Test
    void givenDashboards_thenEachPanelShowsSomething(@TempDir Path directory) throws Exception {
        createRealmWithLimit();
        try (Prometheus prometheus = prometheus(directory)) {
            for (String file : List.of("grafana-tokens.json", "grafana-rate-limit.json")) {
                Dashboard dashboard = Dashboard.read(file);
                assertThat(dashboard.queries())
                        .isNotEmpty()
                        .allSatisfy(query -> awaitData(query, () -> prometheus.query(query)));
                assertThat(dashboard.variables())
                        .isNotEmpty()
                        .allSatisfy(variable -> awaitData(
                                variable.toString(), () -> prometheus.values(variable.label(), variable.metric())));
            }
        }
    }

    /** Of a server in order, so that none fires; but each could. */
    @Test
    void givenAlerts_thenPrometheusAsksForWhatThereIs(@TempDir Path directory) throws Exception {
        traffic();
        Metrics metrics = new Metrics(
                Request.to(management.resolve("/metrics")).method("GET").body());
        try (Prometheus prometheus = prometheus(directory)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(prometheus.rules())
                    .isNotEmpty()
                    .allSatisfy(rule -> {
                        assertThat(rule.path("health").asText())
                                .as(rule.toString())
                                .isEqualTo("ok");
                        assertThat(rule.path("state").asText())
                                .as(rule.toString())
                                .isEqualTo("inactive");
                        assertThat(metrics.missing(rule.path("query").asText())).isEmpty();
                    }));
        }
    }

    private static Prometheus prometheus(Path directory) throws IOException {
        assumeTrue(Prometheus.isInstalled(), "Prometheus is not installed here");
        return Prometheus.reading(
                management.resolve("/metrics"), TestProject.root().resolve("docs/operations/alerts.yml"), directory);
    }

    /** A rate needs requests between two readings. */
    private static void awaitData(String query, Supplier<JsonNode> answer) {
        await().alias(query).atMost(SOON).until(() -> {
            traffic();
            return StreamSupport.stream(answer.get().spliterator(), false)
                    .anyMatch(sample -> !sample.at("/value/1").asText().equals("NaN"));
        });
    }

    private static void traffic() {
        for (String secret : List.of("server-secret", "wrong")) {
            oauth("token").basic("server-app", secret).json("grant_type", "client_credentials");
        }
        for (String realm : List.of("api", LIMITED)) {
            Request.to(url.resolve("/realms/" + realm + "/protocol/openid-connect/token"))
                    .basic("server-app", "server-secret")
                    .form("grant_type", "client_credentials");
        }
    }

    private static void createRealmWithLimit() {
        Map<String, Object> realm = Realms.withLane(Map.of(
                "realm",
                LIMITED,
                "enabled",
                true,
                "clients",
                List.of(Map.of("clientId", "server-app", "secret", "server-secret", "serviceAccountsEnabled", true))));
        realm.put(
                "clientProfiles",
                Realms.profiles(Realms.profile("limit", "token-rate-limit", Map.of("requests", 1, "period", 86400))));
        realm.put("clientPolicies", Realms.policies(Realms.policy("limit", Realms.ANY_CLIENT)));
        new AdminApi(url).createRealm(realm);
    }

    private static Request oauth(String endpoint) {
        return Request.to(url.resolve("/realms/api/rest/api/v2/oauth/" + endpoint));
    }
}
