package io.github.apiauth.keycloak.it;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.ProxiedServer;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Neither the words of an answer nor its time say whether there is an account, and in what state.
 *
 * <p>How well the times of one account can be told from those of a wrong password is the area under the curve (AUC, Mann-Whitney): 0
 * or 1 for always, 0.5 for not at all, and then with a standard deviation of 0.02, so that the bounds are five of them away. All
 * accounts are tried in turns, in an order of its own in each turn, so that what else the machine does meets them alike. The realm
 * hashes at a fraction of the usual cost, and so does phpass: beside it a look into the database instead of the cache is seen a little, so
 * accounts that are out of bounds are measured once more.
 */
@Once
@OwnServer
class AccountTimingIT {

    private static final int TURNS = 300;
    private static final int SENDERS = 4;

    private static final Path REALM_FILE =
            TestProject.root().resolve("integration-tests/src/test/realms/accounts-realm.json");
    private static final String REALM = "/realms/accounts";
    private static final AdminApi ADMIN = new AdminApi(ProxiedServer.shared().url());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** As in accounts-realm.json. */
    private enum Account {
        WRONG_PASSWORD,
        UNKNOWN,
        NO_PASSWORD,
        ONE_TIME_PASSWORD_ONLY,
        UNKNOWN_HASH,
        DIGEST_HASH,
        PHPASS_HASH,
        NOT_SET_UP,
        NOT_VERIFIED,
        DISABLED,
        LOCKED,
        LOCKED_FOR_GOOD,
        SHARED_ADDRESS,
        SERVICE_ACCOUNT_APP;

        String username() {
            String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
            return this == UNKNOWN ? name + ThreadLocalRandom.current().nextInt(1_000_000) : name;
        }
    }

    private enum Parameter {
        EMAIL,
        USERNAME;

        /** In the parameter {@code username} both are sent, as clients do. */
        String value(Account account) {
            boolean bare = this == USERNAME && ThreadLocalRandom.current().nextBoolean();
            return account.username() + (bare ? "" : "@example.org");
        }
    }

    private enum Lane {
        STANDARD,
        API
    }

    private record Attempt(Lane lane, Parameter parameter, Account account) {

        Attempt withWrongPassword() {
            return new Attempt(lane, parameter, Account.WRONG_PASSWORD);
        }
    }

    private record Outcome(Attempt attempt, String answer, long nanos) {}

    @BeforeAll
    static void createAccounts() throws IOException {
        ADMIN.post("/realms", JSON.readValue(REALM_FILE.toFile(), new TypeReference<Map<String, Object>>() {}));
        lock(Account.LOCKED_FOR_GOOD);
        ADMIN.put(REALM, Map.of("permanentLockout", false));
        lock(Account.LOCKED);
        ADMIN.put(
                REALM,
                Map.of("failureFactor", 1_000_000, "duplicateEmailsAllowed", false, "loginWithEmailAllowed", true));
    }

    private static void lock(Account account) {
        String id = ADMIN.get(REALM + "/users?exact=true&username=" + account.username())
                .path(0)
                .path("id")
                .asText();
        send(new Attempt(Lane.STANDARD, Parameter.EMAIL, account));
        await().until(() -> ADMIN.get(REALM + "/attack-detection/brute-force/users/" + id)
                .path("disabled")
                .asBoolean());
    }

    @AfterAll
    static void deleteAccounts() {
        ADMIN.delete(REALM);
    }

    @Test
    void givenAnyAccount_thenItIsAnsweredAsAWrongPasswordAndAfterTheSameTime() throws Exception {
        List<Attempt> all = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            for (Parameter parameter : Parameter.values()) {
                for (Account account : Account.values()) {
                    all.add(new Attempt(lane, parameter, account));
                }
            }
        }
        Map<Attempt, Double> toldApart = toldApart(all);
        assertThat(toldApart(toldApart.keySet()))
                .as("AUC, first %s and then", toldApart)
                .isEmpty();
    }

    /** Those of the accounts whose time says what they are, with the AUC. */
    private static Map<Attempt, Double> toldApart(Collection<Attempt> attempts) throws Exception {
        List<Outcome> outcomes = sendInTurns(attempts);
        assertThat(outcomes.stream()
                        .collect(groupingBy(outcome -> outcome.attempt().lane(), mapping(Outcome::answer, toSet()))))
                .allSatisfy((lane, answers) -> assertThat(answers).hasSize(1));
        Map<Attempt, List<Long>> times =
                outcomes.stream().collect(groupingBy(Outcome::attempt, mapping(Outcome::nanos, toList())));
        Map<Attempt, Double> toldApart = new HashMap<>();
        for (Attempt attempt : attempts) {
            double area = Times.areaUnderCurve(
                    times.getOrDefault(attempt, List.of()), times.getOrDefault(attempt.withWrongPassword(), List.of()));
            if (area < 0.4 || area > 0.6) {
                toldApart.put(attempt, area);
            }
        }
        return toldApart;
    }

    /** With each a wrong password, which makes of these the most. */
    private static List<Outcome> sendInTurns(Collection<Attempt> attempts) throws Exception {
        List<Callable<Outcome>> sending = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            List<Attempt> all = new ArrayList<>(attempts);
            attempts.stream().map(Attempt::withWrongPassword).distinct().forEach(all::add);
            Collections.shuffle(all);
            all.forEach(attempt -> sending.add(() -> send(attempt)));
        }
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> sent : senders.invokeAll(sending)) {
                outcomes.add(sent.get());
            }
            return outcomes;
        } finally {
            senders.shutdown();
        }
    }

    private static Outcome send(Attempt attempt) {
        try {
            HttpRequest request = request(attempt);
            long begin = System.nanoTime();
            HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
            return new Outcome(attempt, answer.statusCode() + " " + answer.body(), System.nanoTime() - begin);
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static HttpRequest request(Attempt attempt) throws IOException {
        Map<String, String> parameters = Map.of(
                "grant_type",
                "password",
                "client_id",
                "app",
                "client_secret",
                "app-secret",
                attempt.parameter().name().toLowerCase(Locale.ROOT),
                attempt.parameter().value(attempt.account()),
                "password",
                "wrong-password");
        return switch (attempt.lane()) {
            case STANDARD ->
                request("/protocol/openid-connect/token", "application/x-www-form-urlencoded", form(parameters));
            case API -> request("/rest/api/v2/oauth/token", "application/json", JSON.writeValueAsString(parameters));
        };
    }

    private static HttpRequest request(String path, String contentType, String body) {
        return HttpRequest.newBuilder(URI.create(ProxiedServer.shared().url() + REALM + path))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    /** Nothing in it needs to be encoded. */
    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream().map(Map.Entry::toString).collect(joining("&"));
    }
}
