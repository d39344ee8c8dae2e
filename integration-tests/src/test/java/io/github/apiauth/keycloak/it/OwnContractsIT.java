package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.DistributionServer;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.ProxiedServer;
import io.github.apiauth.keycloak.it.server.Realms;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contracts that the pack does not bring: {@code odd} of the documentation's examples, as a file in {@code conf/legacy-api}, and
 * {@code dialect}, in the jar of another extension ({@code src/test/extensions/dialect}).
 */
@Once
@OwnServer
class OwnContractsIT {

    private static final Path ODD = TestProject.root().resolve("docs/examples/legacy-api/odd.json");
    private static final String LOGIN = "/realms/api/rest/service/v1/login.do";
    private static final String OPEN = "/realms/api/rest/lines/open";
    private static final URI SERVER = ProxiedServer.shared().url();

    @BeforeAll
    static void choose() {
        new AdminApi(SERVER)
                .put(
                        "/realms/api/client-policies/profiles",
                        Realms.choosing(
                                List.of("office", "community", "odd", "dialect"),
                                profile("reusable-refresh-token", Map.of()),
                                profile("token-rate-limit", Map.of("requests", 6000, "period", 60))));
    }

    private static Map<String, Object> profile(String executor, Map<String, ?> configuration) {
        return Map.of(
                "name", executor, "executors", List.of(Map.of("executor", executor, "configuration", configuration)));
    }

    @Test
    void givenNamesOfTheApi_thenAToken() {
        Answer answer = at(LOGIN)
                .json(
                        "grant_type",
                        "password",
                        "login",
                        "jane@example.com",
                        "password",
                        "jane-password",
                        "appid",
                        WEB_APP,
                        "secret",
                        secret(WEB_APP),
                        "device",
                        List.of(1, Map.of("a", true)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().fieldNames()).toIterable().containsExactly("status", "code", "result", "message");
        assertThat(answer.json().path("status").asText()).isEqualTo("success");
        assertThat(answer.json().path("message").asText()).isEqualTo("Welcome");
        assertThat(answer.json().path("result").fieldNames())
                .toIterable()
                .containsExactly("token", "type", "ttl", "renew", "rights");
        assertThat(answer.json().at("/result/type").asText()).isEqualTo("bearer");
        assertThat(answer.json().at("/result/rights").toString()).isEqualTo("[\"read\"]");
        assertThat(answer.header("X-Api-Version")).containsExactly("1");
        assertThat(Jwt.claims(answer.json().at("/result/token").asText())
                        .path("azp")
                        .asText())
                .isEqualTo(WEB_APP);
    }

    @Test
    void givenOwnNamesAndSeparator_thenAToken() {
        Answer answer = at(LOGIN)
                .form(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        SERVER_APP,
                        "secret",
                        secret(SERVER_APP),
                        "scope",
                        "write,read");
        assertThat(answer.json().at("/result/rights").toString()).isEqualTo("[\"write\",\"read\"]");
        Answer renewed = at(LOGIN)
                .basic(SERVER_APP, secret(SERVER_APP))
                .form(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        answer.json().at("/result/renew").asText());
        assertThat(renewed.json().path("message").asText()).isEqualTo("Welcome back");
    }

    @Test
    void givenTwoNamesThatDiffer_thenAnError() {
        Answer answer = at(LOGIN).form("grant_type", "client_credentials", "client_id", "a", "appid", "b");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("code").asText()).isEqualTo("invalid_request");
    }

    @Test
    void givenWrongLogin_thenStatus200AndTheWordsOfTheApi() {
        Answer answer = at(LOGIN)
                .basic(WEB_APP, secret(WEB_APP))
                .form("grant_type", "password", "login", "jane@example.com", "password", "wrong");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"error\",\"code\":\"wrong_login\","
                        + "\"message\":\"The login or the password is wrong\"}");
    }

    @ParameterizedTest
    @CsvSource({
        LOGIN + ", POST, text/plain, invalid_request",
        LOGIN + ", PUT, application/json, invalid_request",
        "/realms/api/rest/service/v1/nothing.do, POST, application/json, invalid_request",
        "/realms/api/rest/service/v1/check.do, POST, application/json, invalid_client",
    })
    void givenAnyMistake_thenStatus200(String path, String method, String contentType, String code) {
        Answer answer = at(path).method(method, contentType, "{\"grant_type\":\"x\",\"token\":\"x\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("status").asText()).isEqualTo("error");
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
    }

    @Test
    void givenLongBody_thenStatus200() {
        Answer answer = at(LOGIN).json(" ".repeat(64 * 1024 + 1));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("message").asText()).isEqualTo("The body is longer than 65536 bytes");
    }

    @Test
    void givenIntrospectionAndRevocation_thenTheWordsOfTheApi() {
        Object[] token = {"token", "x", "appid", SERVER_APP, "secret", secret(SERVER_APP)};
        assertThat(at("/realms/api/rest/service/v1/check.do").json(token).body())
                .isEqualTo("{\"status\":\"success\",\"code\":200,\"result\":{\"active\":false}}");
        assertThat(at("/realms/api/rest/service/v1/logout.do").json(token).body())
                .isEqualTo("{\"status\":\"success\",\"code\":200,\"result\":null}");
    }

    @Test
    void givenContractInJava_thenItsAnswers() {
        Answer answer =
                at(OPEN).form("grant_type", "client_credentials", "user", SERVER_APP, "key", secret(SERVER_APP));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).matches("TOKEN [\\w.-]+\nRIGHTS write");
        assertThat(answer.header("Content-Type").get(0)).startsWith("text/plain");
        assertThat(answer.header("X-Lines")).containsExactly("1");
        assertThat(at(OPEN).form(
                                "grant_type",
                                "client_credentials",
                                "user",
                                SERVER_APP,
                                "key",
                                secret(SERVER_APP),
                                "scope",
                                "read+write")
                        .body())
                .endsWith("RIGHTS read write");
        assertThat(at("/realms/api/rest/lines/close")
                        .form("token", "x", "user", SERVER_APP, "key", secret(SERVER_APP))
                        .body())
                .isEqualTo("CLOSED");
    }

    @Test
    void givenMistakesInTheContractInJava_thenItsAnswers() {
        assertThat(at(OPEN).form("grant_type", "client_credentials", "user", SERVER_APP, "key", "wrong")
                        .body())
                .isEqualTo("CLIENT invalid_client");
        assertThat(at(OPEN).json("grant_type", "client_credentials").body()).isEqualTo("MEDIA_TYPE invalid_request");
        assertThat(at(OPEN + "/").form("a", "b").body()).isEqualTo("PATH invalid_request");
        Answer method = at(OPEN).method("GET");
        assertThat(method.body()).isEqualTo("METHOD invalid_request");
        assertThat(method.header("Allow")).containsExactly("POST");
    }

    @ParameterizedTest
    @CsvSource({"/service/login.do, success", "/lines/open, TOKEN", "/old/token, access_token"})
    void givenLegacyPath_thenItsContractAnswers(String path, String part) {
        Answer answer = at(path).basic(SERVER_APP, secret(SERVER_APP)).form("grant_type", "client_credentials");
        assertThat(answer.body()).contains(part);
    }

    @Test
    void givenAdminConsole_thenTheContractsToChooseFrom() {
        String executors = new AdminApi(SERVER)
                .get("/serverinfo")
                .at("/componentTypes/org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider")
                .toString();
        assertThat(executors).contains("[\"community\",\"dialect\",\"odd\",\"office\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"community", "office"})
    void givenShippedContract_thenItAnswersBesides(String contract) {
        String path = contract.equals("office") ? "api/v2/oauth/token" : "restful_api/token";
        assertThat(at("/realms/api/rest/" + path)
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .form("grant_type", "client_credentials")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void givenFileThatIsNoContract_thenTheServerDoesNotStartAndSaysWhereAndHowToMendIt(@TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("odd.json");
        Files.writeString(file, Files.readString(ODD).replace("\"multipart\"", "\"xml\""));
        assertThatThrownBy(() -> DistributionServer.start(
                                "bad-contract", Map.of(), List.of("--spi-legacy-api--files--directory=" + directory))
                        .close())
                .message()
                .contains("Keycloak ended with code 1")
                .contains(file + ", /endpoints/token/formats/2: ")
                .contains("json", "form", "multipart");
    }

    private static Request at(String path) {
        return Request.to(URI.create(SERVER + path)).undescribed();
    }
}
