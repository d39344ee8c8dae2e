package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import io.github.apiauth.keycloak.launcher.KeycloakProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./start}, as a newcomer uses it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@OwnServer
class StartIT {

    private static final Path ROOT = TestProject.root();
    private static final Path HOME = ROOT.resolve("integration-tests/target/start");
    private static final Path OUTPUT = ROOT.resolve("integration-tests/target/start.out");
    private static final String READY = "Ctrl-C stops the server.";
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private static Process start;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Shell.succeeds("bash", "-c", "curl --version"), "bash or curl is not installed here");
        port = KeycloakProcess.freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        "./start",
                        "--fresh",
                        "--port",
                        String.valueOf(port),
                        "--home",
                        HOME.toString(),
                        "--legacy-api",
                        "docs/examples/legacy-api/passport.json")
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(OUTPUT.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        start = builder.start();
        Instant deadline = Instant.now().plus(AT_MOST);
        while (!output().contains(READY)) {
            boolean ended = start.waitFor(200, TimeUnit.MILLISECONDS);
            assertThat(ended || Instant.now().isAfter(deadline)).as(output()).isFalse();
        }
    }

    @AfterAll
    static void stopWhateverHappened() {
        if (start != null) {
            start.destroy();
        }
    }

    @Test
    @Order(1)
    void givenStart_thenItShowsItsProgress() throws Exception {
        assertThat(output()).contains("creating the database", "realm 'api' imported", "Ready after");
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"client credentials", "refresh token", "user credentials: e-mail and password"})
    void givenPrintedRequest_thenPastedItGivesAToken(String grant) throws Exception {
        Matcher request = Pattern.compile("# " + Pattern.quote(grant) + "\n(.*?)\n\n", Pattern.DOTALL)
                .matcher(output());
        assertThat(request.find()).isTrue();
        Shell.Result result = Shell.run(ROOT, Map.of(), Shell.bash(request.group(1)));
        assertThat(result.output()).startsWith("{\"error\":false,\"data\":{\"access_token\":\"");
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"response_type=code", "response_type=token"})
    void givenPrintedAddress_thenItShowsTheLoginPage(String responseType) throws Exception {
        Matcher address = Pattern.compile("http://\\S+" + responseType + "\\S*").matcher(output());
        assertThat(address.find()).isTrue();
        Shell.Result page = Shell.run(ROOT, Map.of(), "curl", "-sS", address.group());
        assertThat(page.output()).contains("<form", "password", "E-mail address");
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"/rest/api/v2/oauth/token", "/restful_api/token"})
    void givenLegacyPath_thenItIsMapped(String path) throws Exception {
        String address = "http://localhost:" + port + path;
        assertThat(output()).contains(address);
        assertThat(Request.to(URI.create(address)).json("grant_type", "x").body())
                .contains("\"error\":\"unsupported_grant_type\"");
    }

    /** With all that the dashboards need. */
    @Test
    @Order(1)
    void givenRequests_thenMetricsTellClientsAndTimes() {
        Request.to(URI.create("http://localhost:" + port + "/restful_api/token"))
                .basic("server-app", "wrong")
                .form("grant_type", "client_credentials");
        int management = port + (port > 64535 ? -1000 : 1000);
        assertThat(Request.to(URI.create("http://localhost:" + management + "/metrics"))
                        .method("GET")
                        .body())
                .containsPattern(
                        "keycloak_user_events_total\\{client_id=\"server-app\",error=\"invalid_client_credentials\"")
                .contains("http_server_requests_seconds_bucket{");
    }

    @Test
    @Order(1)
    void givenContractOfItsOwn_thenItIsServedAtTheAddressThatIsPrinted() throws Exception {
        Matcher address = Pattern.compile("http://\\S+(?= \\(passport\\))").matcher(output());
        assertThat(address.find()).isTrue();
        Answer answer = Request.to(URI.create(address.group())).json("grant_type", "x");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().fieldNames()).toIterable().startsWith("error", "error_description");
    }

    @Test
    @Order(1)
    void givenEnvironmentFile_thenAShellReadsIt() {
        Shell.Result result = Shell.run(ROOT, Map.of(), Shell.bash(". '" + HOME.resolve("env") + "'; echo $API_URL"));
        assertThat(result.output()).isEqualTo("http://localhost:" + port + "/realms/api/rest/api/v2\n");
    }

    @Test
    @Order(1)
    void givenSecondInstance_thenToldHow() {
        Shell.Result second = again("--port", String.valueOf(port + 1), "--home", HOME.toString());
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.output()).contains("already running in " + HOME, "--home OTHER --port OTHER");
    }

    @Test
    @Order(1)
    void givenPortInUse_thenAnotherIsProposed() {
        Shell.Result second = again("--port", String.valueOf(port), "--home", HOME + "-other");
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.output()).contains("Port " + port, "./start --port " + (port + 1));
    }

    @Test
    @Order(1)
    void givenNoJdk_thenSaid() {
        Shell.Result result = Shell.run(ROOT, Map.of("JAVA_HOME", "/nowhere"), "./start");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output()).contains("JAVA_HOME is /nowhere, which is no JDK", "17 or newer");
    }

    @Test
    @Order(2)
    void givenSignal_thenTheServerStopsWithIt() throws Exception {
        List<ProcessHandle> processes = start.descendants().toList();
        start.destroy(); // SIGTERM; a terminal's Ctrl-C sends SIGINT, which the JVM handles the same
        assertThat(start.waitFor(1, TimeUnit.MINUTES)).isTrue();
        for (ProcessHandle process : processes) {
            process.onExit().get(1, TimeUnit.MINUTES);
        }
        assertThat(output()).contains("Keycloak has stopped");
    }

    private static Shell.Result again(String... options) {
        String[] command = new String[options.length + 1];
        command[0] = "./start";
        System.arraycopy(options, 0, command, 1, options.length);
        return Shell.run(ROOT, Map.of("JAVA_HOME", System.getProperty("java.home")), command);
    }

    private static String output() throws IOException {
        return Files.exists(OUTPUT) ? Files.readString(OUTPUT) : "";
    }
}
