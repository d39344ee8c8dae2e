package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.DistributionServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.Request;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs to another extension is left alone: below {@code ext/}, and where it has the place of the API lane. */
@Once
@OwnServer
class ForeignExtensionIT {

    private static final String EXT = "/realms/api/protocol/openid-connect/ext/other";
    private static final String REST = "/realms/api/rest";

    private static final int SECONDS = 1;

    private static DistributionServer server;

    @BeforeAll
    static void start() {
        server = DistributionServer.startBeside("api-lane", "--spi-body-intake--node--max-seconds=" + SECONDS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {EXT, REST})
    void givenItsJsonOverTheLanesLimit_thenWhole(String path) {
        HttpResponse<String> answer = send("POST", path + "/length", "\"" + "x".repeat(200_000) + "\"");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("200002");
    }

    @ParameterizedTest
    @ValueSource(strings = {EXT, REST})
    void givenItsJsonIsSlow_thenItWaits(String path) throws IOException {
        try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
            write(
                    socket,
                    "POST " + path + "/length HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Content-Type: application/json\r\nContent-Length: 6\r\n\r\n{\"a");
            socket.setSoTimeout(SECONDS * 1500);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            write(socket, "\":1");
            socket.setSoTimeout(30_000);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("6");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EXT, REST})
    void givenItsError_thenUnchanged(String path) {
        HttpResponse<String> answer = send("POST", path + "/refuse", "{}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"code\":7}");
        assertThat(answer.headers().allValues("Content-Type"))
                .singleElement(STRING)
                .startsWith("text/plain");
    }

    @Test
    void givenMethodThatItDoesNotHave_thenKeycloaksAnswer() {
        HttpResponse<String> answer = send("DELETE", REST + "/length", "");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).doesNotContain("\"data\"");
    }

    /** JSON is read, so the client is known; what is missing then is each endpoint's own. */
    @ParameterizedTest
    @CsvSource({
        "token, unsupported_grant_type",
        "ext/par/request, invalid_request",
        "ext/ciba/auth, invalid_grant",
    })
    void givenJsonForKeycloaksOwn_thenReadAsEver(String endpoint, String error) {
        Answer answer = Request.standard(server, endpoint)
                .json("client_id", SERVER_APP, "client_secret", secret(SERVER_APP), "grant_type", "nope");
        assertThat(answer.json().path("error").asText()).as(answer.body()).isEqualTo(error);
        assertThat(Request.standard(server, endpoint)
                        .json(" ".repeat(64 * 1024 + 1))
                        .status())
                .isEqualTo(413);
    }

    /** Not by {@link Request}, which holds what is below {@code rest} to the API lane's description. */
    private static HttpResponse<String> send(String method, String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofString())
                .join();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
