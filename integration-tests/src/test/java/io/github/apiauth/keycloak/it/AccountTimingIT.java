package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.ProxiedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Nobody learns from the time or the words of an answer whether there is an account, and in what state.
 *
 * <p>Requests for all accounts go out in turns, in an order of its own in each turn, so that what else the machine does meets them
 * all alike. How well their times can be told from those of a wrong password is the area under the curve (AUC, Mann-Whitney): 0.5 for
 * not at all, 0 or 1 for always. Where they cannot be told apart its standard deviation is 0.019, so that the bounds are 5 of them
 * away. The hash is a cheap one, which leaves less to hide all else in than a real one does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountTimingIT {

    private static final int TURNS = 300;
    private static final int TURNS_BEFORE = 20;
    /** Of each turn, for what all others are compared with. */
    private static final int WRONG_PASSWORDS = 3;

    private static final int SENDERS = 2;
    private static final String REALM = "/realms/timing";
    private static final String PASSWORD = "right-password";

    private enum Account {
        WRONG_PASSWORD,
        UNKNOWN,
        WITHOUT_PASSWORD,
        ONE_TIME_PASSWORD_ONLY,
        HASH_OF_ANOTHER_SERVER,
        NOT_SET_UP,
        NOT_VERIFIED,
        DISABLED,
        LOCKED,
        LOCKED_FOR_GOOD,
        SERVICE_ACCOUNT,
        SHARED_ADDRESS;

        String username() {
            return name().toLowerCase(Locale.ROOT);
        }

        String email() {
            return username() + "@example.org";
        }
    }

    private enum Parameter {
        EMAIL,
        USERNAME
    }

    private enum Lane {
        STANDARD,
        API
    }

    private record Attempt(Lane lane, Parameter parameter, Account account) {}

    private final KeycloakServer server = ProxiedServer.shared();
    private final AdminApi admin = new AdminApi(server.url());
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Lane, Set<String>> answers = new EnumMap<>(Lane.class);

    @BeforeAll
    void createAccounts() {
        admin.post("/realms", Realm.json());
        awaitLock(Account.LOCKED_FOR_GOOD);
        admin.put(REALM, Map.of("permanentLockout", false));
        awaitLock(Account.LOCKED);
        admin.put(
                REALM,
                Map.of("failureFactor", 1_000_000, "duplicateEmailsAllowed", false, "loginWithEmailAllowed", true));
        for (Lane lane : Lane.values()) {
            answers.put(lane, ConcurrentHashMap.newKeySet());
        }
    }

    @AfterAll
    void deleteAccounts() {
        admin.delete(REALM);
    }

    @Test
    void givenAnyAccount_thenItIsAnsweredAsAWrongPasswordAfterTheSameTime() throws Exception {
        Map<Attempt, List<Long>> times = new ConcurrentHashMap<>();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            Random random = new Random();
            for (int turn = 0; turn < TURNS_BEFORE + TURNS; turn++) {
                List<Attempt> attempts = new ArrayList<>(attempts());
                Collections.shuffle(attempts, random);
                boolean counts = turn >= TURNS_BEFORE;
                List<Future<?>> sent = new ArrayList<>();
                for (Attempt attempt : attempts) {
                    sent.add(senders.submit(() -> {
                        long nanos = nanos(attempt);
                        if (counts) {
                            times.computeIfAbsent(attempt, any -> Collections.synchronizedList(new ArrayList<>()))
                                    .add(nanos);
                        }
                    }));
                }
                for (Future<?> done : sent) {
                    done.get();
                }
            }
        } finally {
            senders.shutdown();
        }
        times.forEach((a, t) -> System.out.printf(
                "TIMING %s %.2f ms AUC %.3f n=%d%n", a, median(t) / 1e6, areaUnderCurve(t, wrong(times, a)), t.size()));
        assertThat(answers).allSatisfy((lane, texts) -> assertThat(texts).hasSize(1));
        assertThat(times).allSatisfy((attempt, nanos) -> assertThat(areaUnderCurve(nanos, wrong(times, attempt)))
                .isBetween(0.4, 0.6));
    }

    private static List<Long> wrong(Map<Attempt, List<Long>> times, Attempt a) {
        return times.getOrDefault(new Attempt(a.lane(), a.parameter(), Account.WRONG_PASSWORD), List.of());
    }

    private static double median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static List<Attempt> attempts() {
        return Stream.of(Lane.values())
                .flatMap(lane -> Stream.of(Parameter.values()).flatMap(parameter -> Stream.concat(
                                Stream.of(Account.values()),
                                Collections.nCopies(WRONG_PASSWORDS - 1, Account.WRONG_PASSWORD).stream())
                        .map(account -> new Attempt(lane, parameter, account))))
                .toList();
    }

    /** The share of pairs in which the first is the slower one. */
    private static double areaUnderCurve(List<Long> some, List<Long> others) {
        long[] sorted = others.stream().mapToLong(Long::longValue).sorted().toArray();
        double slower = 0;
        for (long one : some) {
            int place = Arrays.binarySearch(sorted, one);
            slower += place >= 0 ? place + 0.5 : -place - 1;
        }
        return slower / some.size() / sorted.length;
    }

    private void awaitLock(Account account) {
        String id = admin.get(REALM + "/users?exact=true&username=" + account.username())
                .path(0)
                .path("id")
                .asText();
        await().untilAsserted(() -> {
            nanos(new Attempt(Lane.STANDARD, Parameter.EMAIL, account));
            assertThat(admin.get(REALM + "/attack-detection/brute-force/users/" + id)
                            .path("disabled")
                            .asBoolean())
                    .isTrue();
        });
    }

    private long nanos(Attempt attempt) {
        String name = attempt.account() == Account.UNKNOWN
                ? "unknown-" + ThreadLocalRandom.current().nextInt(1_000_000_000)
                : attempt.account().username();
        boolean asEmail = attempt.parameter() == Parameter.EMAIL
                || ThreadLocalRandom.current().nextBoolean();
        String value = asEmail
                ? name + "@example.org"
                : attempt.account() == Account.SERVICE_ACCOUNT ? "service-account-app" : name;
        String parameter = attempt.parameter().name().toLowerCase(Locale.ROOT);
        HttpRequest request =
                switch (attempt.lane()) {
                    case STANDARD ->
                        HttpRequest.newBuilder(URI.create(server.url() + REALM + "/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "grant_type=password&client_id=app&client_secret=app-secret&password=wrong-password&"
                                                + parameter + "=" + value))
                                .build();
                    case API ->
                        HttpRequest.newBuilder(URI.create(server.url() + REALM + "/rest/api/v2/oauth/token"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"grant_type\":\"password\",\"client_id\":\"app\",\"client_secret\":\"app-secret\",\"password\":\"wrong-password\",\""
                                                + parameter + "\":\"" + value + "\"}"))
                                .build();
                };
        try {
            long begin = System.nanoTime();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            long nanos = System.nanoTime() - begin;
            answers.computeIfAbsent(attempt.lane(), any -> ConcurrentHashMap.newKeySet())
                    .add(response.statusCode() + " " + response.body());
            return nanos;
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static final class Realm {
        static Map<String, ?> json() {
            List<Map<String, ?>> users = new ArrayList<>();
            List<Map<String, ?>> password = List.of(Map.of("type", "password", "value", PASSWORD));
            for (Account account : Account.values()) {
                Map<String, Object> user = new java.util.HashMap<>(Map.of(
                        "username",
                        account.username(),
                        "email",
                        account.email(),
                        "enabled",
                        true,
                        "emailVerified",
                        true,
                        "credentials",
                        password));
                switch (account) {
                    case UNKNOWN -> {
                        continue;
                    }
                    case WITHOUT_PASSWORD -> user.put("credentials", List.of());
                    case ONE_TIME_PASSWORD_ONLY ->
                        user.put(
                                "credentials",
                                List.of(
                                        Map.of(
                                                "type",
                                                "otp",
                                                "secretData",
                                                "{\"value\":\"12345678901234567890\"}",
                                                "credentialData",
                                                "{\"subType\":\"totp\",\"digits\":6,\"period\":30,\"counter\":0,\"algorithm\":\"HmacSHA1\"}")));
                    case HASH_OF_ANOTHER_SERVER ->
                        user.put(
                                "credentials",
                                List.of(Map.of(
                                        "type",
                                        "password",
                                        "secretData",
                                        "{\"value\":\"x\",\"salt\":\"\"}",
                                        "credentialData",
                                        "{\"hashIterations\":10,\"algorithm\":\"old-hash\"}")));
                    case NOT_SET_UP -> user.put("requiredActions", List.of("UPDATE_PASSWORD"));
                    case NOT_VERIFIED -> user.put("emailVerified", false);
                    case DISABLED -> user.put("enabled", false);
                    case SERVICE_ACCOUNT -> {
                        user.put("username", "service-account-app");
                        user.put("serviceAccountClientId", "app");
                        user.remove("credentials");
                    }
                    case SHARED_ADDRESS -> {
                        Map<String, Object> twin = new java.util.HashMap<>(user);
                        twin.put("username", "twin");
                        users.add(twin);
                    }
                    default -> {}
                }
                users.add(user);
            }
            Map<String, Object> realm = new java.util.HashMap<>();
            realm.put("realm", "timing");
            realm.put("enabled", true);
            realm.put("sslRequired", "none");
            realm.put(
                    "passwordPolicy",
                    "hashAlgorithm(pbkdf2-sha256) and hashIterations(" + Integer.getInteger("iterations", 20000) + ")");
            realm.put("loginWithEmailAllowed", false);
            realm.put("duplicateEmailsAllowed", true);
            realm.put("bruteForceProtected", true);
            realm.put("permanentLockout", true);
            realm.put("failureFactor", 1);
            realm.put("waitIncrementSeconds", 86400);
            realm.put("maxFailureWaitSeconds", 86400);
            realm.put("quickLoginCheckMilliSeconds", 0);
            realm.put("clientScopes", List.of(Map.of("name", "read", "protocol", "openid-connect")));
            realm.put(
                    "clients",
                    List.of(Map.of(
                            "clientId",
                            "app",
                            "secret",
                            "app-secret",
                            "serviceAccountsEnabled",
                            true,
                            "directAccessGrantsEnabled",
                            true,
                            "optionalClientScopes",
                            List.of("read"))));
            realm.put("users", users);
            realm.put("directGrantFlow", "e-mail");
            realm.put(
                    "authenticationFlows",
                    List.of(Map.of(
                            "alias",
                            "e-mail",
                            "providerId",
                            "basic-flow",
                            "topLevel",
                            true,
                            "builtIn",
                            false,
                            "authenticationExecutions",
                            List.of(
                                    Map.of(
                                            "authenticator",
                                            "direct-grant-validate-email",
                                            "authenticatorConfig",
                                            "verified",
                                            "requirement",
                                            "REQUIRED",
                                            "priority",
                                            10),
                                    Map.of(
                                            "authenticator",
                                            "direct-grant-validate-password",
                                            "requirement",
                                            "REQUIRED",
                                            "priority",
                                            20)))));
            realm.put(
                    "authenticatorConfig",
                    List.of(Map.of(
                            "alias",
                            "verified",
                            "config",
                            Map.of("acceptUsername", "true", "requireVerifiedEmail", "true"))));
            return realm;
        }
    }
}
