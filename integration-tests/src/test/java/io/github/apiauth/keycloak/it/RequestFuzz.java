package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Clients;
import io.github.apiauth.keycloak.it.server.DistributionServer;
import io.github.apiauth.keycloak.launcher.Project;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Mutated requests, tokens and bytes over both lanes and the legacy paths, far more of them than an integration test has time for. Run with
 * {@code mvn verify -Pfuzz}; {@code -Dfuzz.requests} says how many, {@code -Dfuzz.seed} repeats a run.
 */
class RequestFuzz {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 100_000);
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final int THREADS = 16;
    private static final Duration HANGS = Duration.ofSeconds(20);

    private static final List<String> PATHS = List.of(
            "/realms/api/rest/api/v2/oauth/token",
            "/realms/api/rest/api/v2/oauth/token",
            "/realms/api/rest/api/v2/oauth/revoke",
            "/realms/api/rest/api/v2/oauth/introspect",
            "/realms/api/rest/api/v2/oauth/authorize",
            "/realms/api/rest/api/v2/plugins",
            "/realms/api/protocol/openid-connect/token",
            "/realms/api/protocol/openid-connect/token",
            "/realms/api/protocol/openid-connect/token/introspect",
            "/realms/api/protocol/openid-connect/revoke",
            "/realms/api/protocol/openid-connect/auth/device",
            "/realms/api/protocol/openid-connect/ext/par/request",
            "/realms/api/protocol/openid-connect/ext/ciba/auth",
            "/rest/api/v2/oauth/token",
            "/restful_api/token",
            "/restful_api/token",
            "/restful_api/revoke",
            "/restful_api/authorize",
            "/index.php/restful_api/token",
            "/realms/api/rest/restful_api/token");

    /** Of the API lane: Keycloak's own endpoints fail at some tokens (SECURITY.md). */
    private static final List<String> TOKEN_PATHS = List.of(
            "/realms/api/rest/api/v2/plugins",
            "/rest/api/v2/plugins",
            "/realms/api/rest/api/v2/plugins/expenses",
            "/realms/api/rest/api/v2/oauth/token",
            "/realms/api/rest/api/v2/oauth/introspect",
            "/realms/api/rest/api/v2/oauth/revoke",
            "/restful_api/token");

    /** To each a token is appended. */
    private static final List<String> TOKEN_FORMS = List.of(
            "token=",
            "token_type_hint=refresh_token&token=",
            "grant_type=client_credentials&x=",
            "grant_type=refresh_token&refresh_token=",
            "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token=",
            "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=",
            "grant_type=urn:ietf:params:oauth:grant-type:uma-ticket&audience=api&claim_token=",
            "grant_type=client_credentials&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                    + "&client_assertion=");

    private static final String SERVER_APP = "Basic "
            + Base64.getEncoder()
                    .encodeToString(
                            ("server-app:" + Clients.secret(Clients.SERVER_APP)).getBytes(StandardCharsets.UTF_8));

    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/json; charset=utf-8",
            "application/vnd.api+json",
            "application/x-www-form-urlencoded",
            "text/plain",
            "application/json; charset=\"",
            "multipart/form-data; boundary=x");

    private static final List<String> JSON_TYPES = List.of("application/json", "application/vnd.api+json");

    private static DistributionServer server;

    private final AtomicInteger sent = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        server = DistributionServer.start(
                "fuzz",
                Map.of("API_SERVER_APP_SECRET", Clients.secret(Clients.SERVER_APP)),
                List.of(Project.LEGACY_PATHS));
        // All requests come from one address: with the realm's own rate limit nearly all answers were 429.
        new AdminApi(server.url())
                .setClientPolicy(
                        "api", "token-rate-limit", Map.of("requests", 1_000_000, "period", 1), "any-client", Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void givenMutatedRequests_thenNoneFailsOrHangsAndMemoryIsStable() throws Exception {
        System.out.println("fuzz.seed=" + SEED);
        send(REQUESTS / 5);
        long before = server.usedHeapAfterCollection();
        send(REQUESTS - REQUESTS / 5);
        long after = server.usedHeapAfterCollection();
        assertThat(failures).isEmpty();
        assertThat(server.metrics().sum(AnyBodyIT.COUNTED, "outcome=\"allowed\""))
                .isPositive();
        assertThat(server.metrics().sum(AnyBodyIT.COUNTED, "outcome=\"uncounted\""))
                .isZero();
        System.out.printf("%d requests, heap %d MiB, then %d MiB%n", sent.get(), before >> 20, after >> 20);
        assertThat(after).as("bytes on the heap").isLessThan(before + before / 4 + (32 << 20));
    }

    private void send(int requests) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        int last = sent.get() + requests;
        for (int i = 0; i < THREADS; i++) {
            threads.execute(() -> {
                int number;
                while ((number = sent.getAndIncrement()) < last) {
                    sendOne(new Random(SEED + number));
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.HOURS)).isTrue();
        sent.set(last);
    }

    private void sendOne(Random random) {
        switch (random.nextInt(10)) {
            case 0 -> sendToken(random);
            case 1 -> sendRaw(random);
            default -> sendBody(random);
        }
    }

    /** A token that somebody has made up, wherever the lane reads one. */
    private void sendToken(Random random) {
        String token = Mutations.token(random);
        HttpRequest.Builder request = HttpRequest.newBuilder().timeout(HANGS);
        String path = one(random, TOKEN_PATHS);
        if (path.endsWith("plugins")) {
            request.header("Authorization", one(random, List.of("Bearer ", "DPoP ")) + token);
        } else {
            request.POST(HttpRequest.BodyPublishers.ofString(one(random, TOKEN_FORMS) + token));
            request.header("Content-Type", "application/x-www-form-urlencoded");
            request.header("Authorization", random.nextBoolean() ? "Bearer " + token : SERVER_APP);
        }
        if (random.nextBoolean()) {
            request.header("DPoP", Mutations.token(random));
        }
        exchange(request.uri(URI.create(server.url() + path)).build(), token.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that no HTTP client sends. The server may hang up without a word, but not fail. */
    private void sendRaw(Random random) {
        byte[] request = Mutations.raw(random, one(random, PATHS));
        try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
            socket.setSoTimeout((int) HANGS.toMillis());
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (answer.matches("(?s)HTTP/1\\.[01] 5.*")) {
                fail("raw", "", request, answer);
            }
        } catch (SocketTimeoutException hangs) {
            fail("raw", "", request, hangs.toString());
        } catch (IOException hungUp) {
            // So the server refuses what is no HTTP.
        }
    }

    private void sendBody(Random random) {
        String path = one(random, PATHS);
        // What is no JSON there is Keycloak's own business, and some malformed forms get its 500.
        boolean standard = path.contains("openid-connect");
        String type = one(random, standard ? JSON_TYPES : TYPES);
        byte[] body = Mutations.body(random);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(HANGS)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (standard || random.nextInt(20) > 0) {
            request.header("Content-Type", type);
        }
        if (random.nextInt(4) == 0) {
            request.header("Authorization", Mutations.authorization(random));
        }
        if (random.nextInt(8) == 0) {
            request.header("OAuth-Client-Attestation", one(random, Mutations.TOKENS));
            request.header("OAuth-Client-Attestation-PoP", one(random, Mutations.TOKENS));
        }
        if (random.nextInt(8) == 0) {
            request.header("Origin", "http://localhost:3000");
        }
        exchange(request.build(), body);
    }

    private void exchange(HttpRequest request, byte[] body) {
        String path = request.uri().getPath();
        String type = request.headers().firstValue("Content-Type").orElse("");
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 500) {
                fail(path, type, body, answer.statusCode() + " " + answer.body());
            }
        } catch (IOException failure) {
            fail(path, type, body, failure.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(String path, String type, byte[] body, String how) {
        if (failures.size() < 20) {
            failures.add(path + " " + type + " " + Base64.getEncoder().encodeToString(body) + ": " + how);
        }
    }

    private static <T> T one(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Requests that a client might send, and what becomes of them on a bad day. */
    private static final class Mutations {

        private static final List<String> NAMES = Stream.concat(
                        AnyBodyIT.NAMES.stream(),
                        Stream.of(
                                "token_type_hint", "subject_token", "response_type", "state", "login_hint", "audience"))
                .toList();

        static final List<String> TOKENS = List.of("e30.bnVsbA", "e30.W10.eA", "e30.eyJzdWIiOjF9.eA", "...", "x");

        private static final List<String> VALUES = List.of(
                "\"client_credentials\"",
                "\"password\"",
                "\"refresh_token\"",
                "\"authorization_code\"",
                "\"urn:ietf:params:oauth:grant-type:token-exchange\"",
                "\"urn:ietf:params:oauth:grant-type:device_code\"",
                "\"urn:ietf:params:oauth:grant-type:jwt-bearer\"",
                "\"urn:openid:params:grant-type:ciba\"",
                "\"urn:ietf:params:oauth:grant-type:uma-ticket\"",
                "\"server-app\"",
                "\"server-app/sécret\"",
                "\"web-app\"",
                "\"spa-app\"",
                "\"jane@example.com\"",
                "\"read write\"",
                "\"openid\"",
                "\"code\"",
                "\"token\"",
                "\"urn:ietf:params:oauth:client-assertion-type:jwt-bearer\"",
                "\"eyJhbGciOiJub25lIn0.e30.\"",
                "\"e30.bnVsbA\"",
                "\"e30.eyJzdWIiOjF9.eA\"",
                "[\"read\",\"write\"]",
                "{}",
                "[]",
                "[[[[]]]]",
                "null",
                "true",
                "-1e999",
                "1",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "\"%00%zz\"",
                "\"../../admin\"",
                "\"${jndi:ldap://x}\"",
                "\"' or 1=1 --\"",
                "\"<script>\"",
                "\"\"");

        private Mutations() {}

        static byte[] body(Random random) {
            StringBuilder text = new StringBuilder();
            int members = random.nextInt(7);
            int format = random.nextInt(6);
            if (format == 0) {
                for (int i = 0; i < members; i++) {
                    text.append("--x\r\nContent-Disposition: form-data; name=\"")
                            .append(one(random, NAMES))
                            .append(one(random, List.of("\"", "\"", "\"", "\"; filename=\"f\"", "")))
                            .append("\r\n\r\n")
                            .append(value(random).replace("\"", ""))
                            .append("\r\n");
                }
                text.append(one(random, List.of("--x--\r\n", "--x--", "--x", "")));
            } else if (format > 1) {
                text.append('{');
                for (int i = 0; i < members; i++) {
                    text.append(i == 0 ? "" : ",")
                            .append('"')
                            .append(one(random, NAMES))
                            .append("\":")
                            .append(value(random));
                }
                text.append('}');
            } else {
                for (int i = 0; i < members; i++) {
                    String value = one(random, VALUES);
                    text.append(i == 0 ? "" : "&")
                            .append(one(random, NAMES))
                            .append('=')
                            .append(value.replace("\"", ""));
                }
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(4) - 1; i > 0 && bytes.length > 0; i--) {
                bytes = mutate(random, bytes);
            }
            return bytes;
        }

        static String authorization(Random random) {
            String credentials =
                    one(random, List.of("server-app:server-app/sécret", "web-app:x", ":", "x", "%zz:%zz", "a:b:c"));
            return one(random, List.of("Basic ", "Basic ", "Bearer ", "DPoP ", "basic  "))
                    + (random.nextInt(8) == 0
                            ? "!!!"
                            : Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }

        private static final List<String> JOSE_HEADERS = List.of(
                "{}",
                "null",
                "[]",
                "{\"alg\":null}",
                "{\"alg\":\"none\"}",
                "{\"alg\":\"RS256\",\"kid\":\"x\"}",
                "{\"alg\":\"HS512\",\"kid\":\"../x\",\"crit\":[\"x\"]}",
                "{\"alg\":\"ES256\",\"typ\":\"dpop+jwt\",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}}",
                "{\"alg\":\"RS256\",\"typ\":\"dpop+jwt\",\"jwk\":{\"kty\":\"RSA\",\"n\":\"AQ\"}}",
                "{\"alg\":\"EdDSA\",\"typ\":\"dpop+jwt\",\"jwk\":{\"kty\":\"OKP\"}}",
                "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}");

        private static final List<String> CLAIMS = List.of(
                "{}",
                "null",
                "[]",
                "{\"iss\":\"x\",\"sub\":\"x\",\"aud\":{}}",
                "{\"iss\":null,\"sub\":\"server-app\",\"exp\":-1}",
                "{\"htu\":\"::\",\"htm\":\"POST\",\"iat\":1,\"jti\":\"x\"}",
                "{\"exp\":99999999999999999999}");

        /** A JWS or JWE in the making, of which a piece may be turned, missing or too many. */
        static String token(Random random) {
            String header = one(random, JOSE_HEADERS);
            String token = encoded(random, header)
                    + '.'
                    + encoded(random, one(random, CLAIMS))
                    + '.'
                    + encoded(random, "signature");
            return switch (random.nextInt(8)) {
                case 0 -> token.substring(0, token.lastIndexOf('.'));
                case 1 -> token + ".x.y";
                case 2 -> token.replace(".", "..");
                default -> token;
            };
        }

        private static String encoded(Random random, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(random.nextInt(3) == 0 ? mutate(random, bytes) : bytes);
        }

        /** A request with a line, header or length that is odd, and then a mutation of that. */
        static byte[] raw(Random random, String path) {
            String request = one(random, List.of("POST ", "POST ", "GET ", "post ", "P\0ST ", "")) + path
                    + one(random, List.of("", "/", "?a=b", "#a", "?%zz", " "))
                    + one(random, List.of(" HTTP/1.1", " HTTP/1.1", " HTTP/1.0", " HTTP/9.9", ""))
                    + "\r\n"
                    + one(
                            random,
                            List.of("Host: localhost\r\n", "Host: localhost\r\n", "Host:\r\n", "Host: a b\r\n", ""))
                    + one(random, List.of("Content-Type: application/json\r\n", "Content-Type:\r\n", ""))
                    + one(
                            random,
                            List.of("Content-Length: 2\r\n", "Content-Length: -1\r\n", "Transfer-Encoding: x\r\n", ""))
                    + "Authorization: " + one(random, List.of("Bearer ", "DPoP ", "Basic ", "")) + token(random)
                    + "\r\nConnection: close\r\n\r\n{}";
            byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
            return random.nextBoolean() ? mutate(random, bytes) : bytes;
        }

        private static String value(Random random) {
            return switch (random.nextInt(24)) {
                case 0 -> '"' + "x".repeat(random.nextInt(70_000)) + '"';
                case 1 -> "[".repeat(random.nextInt(3000));
                case 2 -> "{\"a\":".repeat(20) + "1" + "}".repeat(20);
                default -> one(random, VALUES);
            };
        }

        /** Turns a bit, or removes, doubles or moves a piece. */
        private static byte[] mutate(Random random, byte[] bytes) {
            int from = random.nextInt(bytes.length);
            int length = Math.min(random.nextInt(16) + 1, bytes.length - from);
            switch (random.nextInt(4)) {
                case 0 -> {
                    byte[] turned = bytes.clone();
                    turned[from] ^= (byte) (1 << random.nextInt(8));
                    return turned;
                }
                case 1 -> {
                    return splice(bytes, from, length, new byte[0]);
                }
                case 2 -> {
                    return splice(bytes, from, 0, Arrays.copyOfRange(bytes, from, from + length));
                }
                default -> {
                    byte[] any = new byte[length];
                    random.nextBytes(any);
                    return splice(bytes, from, length, any);
                }
            }
        }

        private static byte[] splice(byte[] bytes, int from, int removed, byte[] added) {
            byte[] result = new byte[bytes.length - removed + added.length];
            System.arraycopy(bytes, 0, result, 0, from);
            System.arraycopy(added, 0, result, from, added.length);
            System.arraycopy(bytes, from + removed, result, from + added.length, bytes.length - from - removed);
            return result;
        }
    }
}
