package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.DistributionServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.Request;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
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
        Answer answer = to(path + "/length").json("\"" + "x".repeat(200_000) + "\"");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
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
        Answer answer = to(path + "/refuse").json("a", "b");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"code\":7}");
        assertThat(answer.header("Content-Type")).containsExactly("text/plain;charset=UTF-8");
    }

    @Test
    void givenMethodThatItDoesNotHave_thenKeycloaksAnswer() {
        Answer answer = to(REST + "/length").method("DELETE");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.body()).doesNotContain("\"data\"");
    }

    /** JSON is read, so the client is known; what is missing then is each endpoint's own. */
    @ParameterizedTest
    @CsvSource({
        "token, unsupported_grant_type",
        "ext/par/request, invalid_request",
        "ext/ciba/auth, invalid_request",
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

    private static Request to(String path) {
        return Request.to(URI.create(server.url() + path));
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
