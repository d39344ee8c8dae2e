package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.ADMIN_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.DistributionServer;
import io.github.apiauth.keycloak.it.server.Flood;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.ProxiedServer;
import io.github.apiauth.keycloak.it.server.Request;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that are being received fill no more than a share of the heap, however many clients send them. */
@Once
@OwnServer
class BodyMemoryIT {

    private static final DistributionServer SERVER = ProxiedServer.shared();
    private static final String API = "/auth/realms/api/rest/api/v2/oauth/token";
    private static final String COMMUNITY = "/auth/realms/api/rest/restful_api/token";
    private static final String STANDARD = "/auth/realms/api/protocol/openid-connect/token";
    private static final String LEGACY = "/auth/rest/api/v2/oauth/token";
    private static final int MOST_CONNECTIONS = 9000;
    private static final int LONGEST = 64 * 1024;
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    @AfterEach
    void awaitTheEndOfTheLoad() {
        await().atMost(AT_MOST)
                .until(() -> token("192.0.2.1", "a".repeat(LONGEST / 2)).status() != 503);
    }

    /** Together far more than the heap; almost all of each body, so that none is handed on. */
    @ParameterizedTest
    @CsvSource({
        API + ", Content-Length: 65536",
        COMMUNITY + ", Content-Length: 65536",
        STANDARD + ", Content-Length: 65536",
        LEGACY + ", Transfer-Encoding: chunked",
    })
    void givenThousandsOfBodiesThatDoNotEnd_thenOthersAreAnsweredAndTheHeapHasRoom(String path, String length)
            throws IOException {
        try (Flood flood = Flood.of(connections(), SERVER.url(), path, length, LONGEST - 536)) {
            flood.send(AT_MOST);
            assertThat(token("127.0.0.1", "").status())
                    .as("from the same address")
                    .isEqualTo(200);
            assertOthersAreAnsweredAndTheHeapHasRoom();
            assertThat(flood.last(503)).contains("\r\nRetry-After: " + ProxiedServer.SECONDS + "\r\n");
            assertThat(flood.last(503).contains("\"data\"")).isEqualTo(path.contains("/rest/api/"));
        }
    }

    /** Of which nothing is kept. */
    @Test
    void givenThousandsOfBodiesThatAreTooLong_thenOthersAreAnsweredAndTheHeapHasRoom() throws IOException {
        try (Flood flood =
                Flood.of(connections(), SERVER.url(), API, "Content-Length: " + (LONGEST + 1), LONGEST - 536)) {
            flood.send(AT_MOST);
            assertOthersAreAnsweredAndTheHeapHasRoom();
        }
    }

    /** The JDK's client looks at an answer when it has sent its request, so the bodies end after all. */
    @Test
    void givenManyHttp2Streams_thenOthersAreAnsweredAndTheHeapHasRoom() throws Exception {
        List<SubmissionPublisher<ByteBuffer>> bodies = new ArrayList<>();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int connection = 0; connection < 20; connection++) {
            HttpClient client = HttpClient.newHttpClient();
            client.send(
                    HttpRequest.newBuilder(SERVER.url().resolve("/auth/realms/api"))
                            .build(),
                    BodyHandlers.discarding());
            List<SubmissionPublisher<ByteBuffer>> ofConnection = new ArrayList<>();
            for (int stream = 0; stream < 50; stream++) {
                SubmissionPublisher<ByteBuffer> body = new SubmissionPublisher<>();
                ofConnection.add(body);
                answers.add(client.sendAsync(
                        HttpRequest.newBuilder(SERVER.url().resolve(API))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.fromPublisher(body, LONGEST))
                                .build(),
                        BodyHandlers.ofString()));
            }
            // Connection by connection: bodies that begin late are taken for slow ones.
            await().atMost(AT_MOST).until(() -> ofConnection.stream().allMatch(SubmissionPublisher::hasSubscribers));
            ofConnection.forEach(body -> body.submit(ByteBuffer.allocate(LONGEST - 536)));
            bodies.addAll(ofConnection);
        }
        assertOthersAreAnsweredAndTheHeapHasRoom();
        for (SubmissionPublisher<ByteBuffer> body : bodies) {
            body.submit(ByteBuffer.allocate(536));
            body.close();
        }
        await().atMost(AT_MOST)
                .untilAsserted(() -> assertThat(outcomes(answers)).contains("503"));
    }

    private static Set<String> outcomes(List<CompletableFuture<HttpResponse<String>>> answers) {
        return answers.stream()
                .filter(CompletableFuture::isDone)
                .map(answer -> answer.handle((response, failure) ->
                                failure == null ? String.valueOf(response.statusCode()) : failure.toString())
                        .join())
                .collect(Collectors.toSet());
    }

    private static void assertOthersAreAnsweredAndTheHeapHasRoom() {
        assertThat(token("192.0.2.1", "").status()).isEqualTo(200);
        assertThat(SERVER.usedHeapAfterCollection()).isLessThan(ProxiedServer.HEAP * 8 / 10);
        assertThat(SERVER.log()).doesNotContain("OutOfMemoryError");
    }

    private static Answer token(String address, String padding) {
        return Request.to(URI.create(SERVER.url() + "/realms/api/rest/api/v2/oauth/token"))
                .header("X-Forwarded-For", address)
                .header("X-Forwarded-Proto", "https")
                .basic(ADMIN_APP, secret(ADMIN_APP))
                .json("grant_type", "client_credentials", "padding", padding);
    }

    private static int connections() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? (int) Math.min(MOST_CONNECTIONS, unix.getMaxFileDescriptorCount() - 1000)
                : MOST_CONNECTIONS;
    }
}
