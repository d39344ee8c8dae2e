package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Cluster;
import io.github.apiauth.keycloak.it.server.Cluster.Node;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.Request;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two nodes on one PostgreSQL: what one hands out the other knows, also after a crash. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Once
@OwnServer
class ClusterIT {

    private static final String TOKEN = "/realms/api/rest/api/v2/oauth/token";
    private static final String REVOKE = "/realms/api/rest/api/v2/oauth/revoke";
    private static final String INTROSPECT = "/realms/api/rest/api/v2/oauth/introspect";

    private static final AtomicInteger TURN = new AtomicInteger();

    private static Cluster cluster;
    private static Node first;
    private static Node second;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.create();
        first = cluster.start("first");
        second = cluster.start("second");
        awaitView(first, 2);
        awaitView(second, 2);
    }

    @AfterAll
    static void stop() throws Exception {
        first.close();
        second.close();
        cluster.close();
    }

    @Test
    @Order(1)
    void givenTokensOfOneNode_thenTheOtherIntrospectsRefreshesAndRevokesThem() {
        Answer issued = clientCredentials(first);
        assertThat(introspect(second, issued.data("access_token"))).isTrue();
        assertThat(refresh(second, SERVER_APP, issued.data("refresh_token")).status())
                .isEqualTo(200);
        second.to(REVOKE).basic(SERVER_APP, secret(SERVER_APP)).json("token", issued.data("refresh_token"));
        assertThat(introspect(first, issued.data("access_token"))).isFalse();
        assertThat(refresh(first, SERVER_APP, issued.data("refresh_token")).status())
                .isEqualTo(401);
    }

    @Test
    @Order(2)
    void givenSingleUseTokenAndParallelRefreshesOnBoth_thenOneSucceeds() {
        String token = first.to(TOKEN)
                .basic(WEB_APP, secret(WEB_APP))
                .json("grant_type", "password", "email", "jane@example.com", "password", "jane-password")
                .data("refresh_token");
        List<Answer> answers = Request.atOnce(10, () -> refresh(either(), WEB_APP, token));
        assertThat(answers).extracting(Answer::status).containsOnly(200, 401).containsOnlyOnce(200);
    }

    @Test
    @Order(2)
    void givenOldSingleUseTokenAndParallelRefreshesOnBoth_thenOneSucceeds() {
        String token = OldTokens.random();
        OldTokens.store(new AdminApi(first.url()), "api", OldTokens.refresh(token, WEB_APP, "jane", "read"));
        List<Answer> answers = Request.atOnce(50, () -> refresh(either(), WEB_APP, token));
        assertThat(answers).extracting(Answer::status).containsOnly(200, 401).containsOnlyOnce(200);
    }

    @Test
    @Order(3)
    void givenRateLimit_thenBothNodesAdmitTogetherWhatOneAdmits() throws Exception {
        AdminApi admin = new AdminApi(first.url());
        String policies = "/realms/api/client-policies/policies";
        String profiles = "/realms/api/client-policies/profiles";
        JsonNode policiesBefore = admin.get(policies);
        JsonNode profilesBefore = admin.get(profiles);
        admin.setClientPolicy(
                "api", "token-rate-limit", Map.of("requests", 100, "period", 86_400), "any-client", Map.of());
        // Keycloak tells the other node a moment after its answer.
        AdminApi other = new AdminApi(second.url());
        await().until(() -> other.get(policies).equals(admin.get(policies)));
        awaitCounting();
        double counted = requests("allowed");
        double uncounted = requests("uncounted");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> statuses = IntStream.range(0, 300)
                    .mapToObj(i -> threads.submit(() -> either().to(TOKEN)
                            .json("client_id", SERVER_APP, "grant_type", "client_credentials")
                            .status()))
                    .toList();
            int admitted = 0;
            for (Future<Integer> status : statuses) {
                assertThat(status.get()).isIn(401, 429);
                admitted += status.get() == 401 ? 1 : 0;
            }
            counted = requests("allowed") - counted;
            uncounted = requests("uncounted") - uncounted;
            assertThat(admitted).isEqualTo((int) (counted + uncounted));
            // Which is exactly 100 unless a node did not hear the other for a second, as it may where both have half a
            // core.
            assertThat(counted).isBetween(100 - uncounted, 100.0);
        } finally {
            threads.shutdown();
            admin.put(policies, Map.of("policies", List.of()));
            admin.put(profiles, Map.of("profiles", profilesBefore.path("profiles")));
            admin.put(policies, Map.of("policies", policiesBefore.path("policies")));
        }
    }

    @Test
    @Order(4)
    void givenCrashUnderLoad_thenTheOtherGoesOnAndNoTokenIsLost() throws Exception {
        Load load = new Load();
        load.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> load.refreshTokens.size() > 100);
        first.process().kill();
        int atCrash = load.refreshTokens.size();
        await().atMost(Duration.ofMinutes(1)).until(() -> load.refreshTokens.size() > atCrash + 100);
        load.stop();

        assertThat(load.failuresOfTheSurvivor).isEmpty();
        // Each of the four clients of the first node had at most one request under way.
        assertThat(load.cutOff.get()).isLessThanOrEqualTo(Load.CLIENTS);
        assertThat(load.refreshTokens)
                .allSatisfy(token ->
                        assertThat(refresh(second, SERVER_APP, token).status()).isEqualTo(200));
        awaitView(second, 1);

        first = cluster.start("first-again");
        awaitView(first, 2);
        awaitView(second, 2);
        assertThat(introspect(first, clientCredentials(second).data("access_token")))
                .isTrue();
    }

    @Test
    @Order(5)
    void givenBothStopped_thenRefreshTokensWorkOnTheNextOne() throws Exception {
        String token = clientCredentials(second).data("refresh_token");
        first.close();
        second.close();
        first = cluster.start("first-restarted");
        assertThat(refresh(first, SERVER_APP, token).status()).isEqualTo(200);
    }

    /** Nodes that have just started may let the other wait for a second, and then do not count. */
    private static void awaitCounting() {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            double before = requests("uncounted");
            Request.atOnce(8, () -> either().to(TOKEN).json("client_id", "warm-up"));
            return requests("uncounted") == before;
        });
    }

    /** What became of requests on both nodes. */
    private static double requests(String outcome) {
        String label = "outcome=\"" + outcome + '"';
        return first.metrics().sum(AnyBodyIT.COUNTED, label) + second.metrics().sum(AnyBodyIT.COUNTED, label);
    }

    /** The first and the second in turn. */
    private static Node either() {
        return TURN.getAndIncrement() % 2 == 0 ? first : second;
    }

    private static void awaitView(Node node, int members) {
        await().atMost(Duration.ofMinutes(1)).until(() -> node.sees(members));
    }

    private static Answer clientCredentials(Node node) {
        Answer answer = node.to(TOKEN).basic(SERVER_APP, secret(SERVER_APP)).json("grant_type", "client_credentials");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static Answer refresh(Node node, String client, String token) {
        return node.to(TOKEN).basic(client, secret(client)).json("grant_type", "refresh_token", "refresh_token", token);
    }

    private static boolean introspect(Node node, String token) {
        return node.to(INTROSPECT)
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("token", token)
                .data()
                .path("active")
                .asBoolean();
    }

    /** Clients that ask both nodes for tokens until they are stopped; those of a node that is gone end. */
    private static final class Load {

        static final int CLIENTS = 4;

        final Queue<String> refreshTokens = new ConcurrentLinkedQueue<>();
        final Queue<String> failuresOfTheSurvivor = new ConcurrentLinkedQueue<>();
        final AtomicInteger cutOff = new AtomicInteger();

        private final ExecutorService threads = Executors.newFixedThreadPool(2 * CLIENTS);
        private final AtomicBoolean stopped = new AtomicBoolean();

        void start() {
            Node victim = first;
            Node survivor = second;
            for (int i = 0; i < CLIENTS; i++) {
                threads.execute(() -> {
                    try {
                        ask(victim);
                    } catch (UncheckedIOException cut) {
                        cutOff.incrementAndGet();
                    }
                });
                threads.execute(() -> {
                    try {
                        ask(survivor);
                    } catch (RuntimeException | AssertionError failure) {
                        failuresOfTheSurvivor.add(failure.toString());
                    }
                });
            }
        }

        private void ask(Node node) {
            while (!stopped.get()) {
                refreshTokens.add(clientCredentials(node).data("refresh_token"));
            }
        }

        void stop() throws InterruptedException {
            stopped.set(true);
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
