package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Metrics;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.Release;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import io.github.apiauth.keycloak.launcher.Distribution;
import io.github.apiauth.keycloak.launcher.KeycloakHome;
import io.github.apiauth.keycloak.launcher.KeycloakProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The release on a Keycloak of one's own, in production mode, by the commands of the README's <i>Install</i>. */
@Once
@OwnServer
class ReleaseIT {

    private static final Duration AT_MOST = Duration.ofMinutes(5);

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

    /** Those of docs/operations, by the names of the metrics and labels in their queries. */
    @ParameterizedTest
    @ValueSource(strings = {"grafana-tokens.json", "grafana-rate-limit.json"})
    void givenDashboard_thenTheServerHasItsMetricsAndLabels(String file) throws Exception {
        oauth("token").basic("server-app", "server-secret").json("grant_type", "client_credentials");
        Request.to(url.resolve("/realms/api/protocol/openid-connect/token"))
                .basic("server-app", "server-secret")
                .form("grant_type", "client_credentials");
        Metrics metrics = new Metrics(
                Request.to(management.resolve("/metrics")).method("GET").body());

        JsonNode dashboard = new ObjectMapper()
                .readTree(TestProject.root()
                        .resolve("docs/operations")
                        .resolve(file)
                        .toFile());
        List<String> queries = dashboard.findValuesAsText("expr");
        assertThat(queries).isNotEmpty().allSatisfy(query -> assertThat(metrics.missing(query))
                .as(query)
                .isEmpty());
    }

    private static Request oauth(String endpoint) {
        return Request.to(url.resolve("/realms/api/rest/api/v2/oauth/" + endpoint));
    }
}
