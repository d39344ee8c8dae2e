package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.ProxiedServer;
import io.github.apiauth.keycloak.it.server.Request;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send slowly, or stop, hold up nobody else: more of them than Keycloak has threads. */
@Once
@OwnServer
class SlowBodyIT {

    private static final int SLOW_CLIENTS = 150;
    private static final String TOKEN = "/auth/realms/api/rest/api/v2/oauth/token";
    private static final URI SERVER = ProxiedServer.shared().url();

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auth/realms/api/rest/api/v2/oauth/token",
                "/auth/realms/api/protocol/openid-connect/token",
                "/auth/rest/api/v2/oauth/token",
                "/auth/realms/api/rest/restful_api/token"
            })
    void givenBodiesThatDoNotArrive_thenOthersAreServedAndTheSlowGet408(String path) throws IOException {
        for (int i = 0; i < SLOW_CLIENTS; i++) {
            sendBeginning(path);
        }
        assertThat(millisecondsForAToken()).isLessThan(5000);
        String answer = rest(sockets.get(0));
        assertThat(answer)
                .startsWith("HTTP/1.1 408 ")
                .contains("\"error_description\":\"The body did not arrive within " + ProxiedServer.SECONDS
                        + " seconds\"");
        assertThat(answer.contains("\"data\"")).isEqualTo(path.contains("/rest/api/"));
    }

    @Test
    void givenHalfClosedConnections_thenOthersAreServed() throws IOException {
        for (int i = 0; i < SLOW_CLIENTS; i++) {
            sendBeginning(TOKEN).shutdownOutput();
        }
        assertThat(millisecondsForAToken()).isLessThan(5000);
    }

    @Test
    void givenBodyInChunks_thenRead() throws IOException {
        assertThat(chunked("{\"grant_type\":", "\"nope\"}"))
                .startsWith("HTTP/1.1 400 ")
                .contains("unsupported_grant_type");
    }

    @Test
    void givenTooManyChunks_then413() throws IOException {
        assertThat(chunked("{\"a\":\"", "x".repeat(40_000), "x".repeat(40_000)))
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("Connection: close")
                .contains("longer than 65536 bytes");
    }

    @Test
    void givenExpectContinue_thenAskedForTheBody() throws IOException {
        Socket socket =
                send("POST " + TOKEN + " HTTP/1.1", "Expect: 100-continue", "Content-Length: 2", "Connection: close");
        byte[] interim = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
        assertThat(new String(interim, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 100 ");
        socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
        assertThat(rest(socket)).startsWith("HTTP/1.1 400 ").contains("grant_type");
    }

    /** Their length unknown, they cannot be received ahead; so there may be only a few at a time. */
    @Test
    void givenManyHttp2RequestsWithoutLength_thenOthersAreServedAndTheMostGet411() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        client.send(HttpRequest.newBuilder(SERVER.resolve("/auth/realms/api")).build(), BodyHandlers.discarding());
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        try (SubmissionPublisher<ByteBuffer> nothingYet = new SubmissionPublisher<>()) {
            for (int i = 0; i < 60; i++) {
                answers.add(client.sendAsync(
                        HttpRequest.newBuilder(SERVER.resolve(TOKEN))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.fromPublisher(nothingYet))
                                .build(),
                        BodyHandlers.ofString()));
            }
            await().until(() -> nothingYet.getNumberOfSubscribers() == 60);
            assertThat(millisecondsForAToken()).isLessThan(5000);
        }
        Map<Integer, Long> statuses = answers.stream()
                .map(CompletableFuture::join)
                .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
        assertThat(statuses).isEqualTo(Map.of(411, 50L, 400, 10L));
        assertThat(answers.get(0).join().version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    private String chunked(String... chunks) throws IOException {
        Socket socket = send("POST " + TOKEN + " HTTP/1.1", "Transfer-Encoding: chunked", "Connection: close");
        for (String chunk : chunks) {
            socket.getOutputStream()
                    .write((Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
        socket.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return rest(socket);
    }

    private Socket sendBeginning(String path) throws IOException {
        Socket socket = send("POST " + path + " HTTP/1.1", "Content-Length: 100");
        socket.getOutputStream().write("{\"grant_type\":".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private Socket send(String... lines) throws IOException {
        Socket socket = new Socket(SERVER.getHost(), SERVER.getPort());
        sockets.add(socket);
        socket.getOutputStream()
                .write((String.join("\r\n", lines) + "\r\nHost: localhost\r\nContent-Type: application/json\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long millisecondsForAToken() {
        Instant begin = Instant.now();
        assertThat(Request.to(SERVER.resolve(TOKEN))
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .json("grant_type", "client_credentials")
                        .status())
                .isEqualTo(200);
        return Duration.between(begin, Instant.now()).toMillis();
    }
}
