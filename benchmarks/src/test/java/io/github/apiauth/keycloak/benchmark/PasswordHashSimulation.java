package io.github.apiauth.keycloak.benchmark;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a login with e-mail and password costs by the realm's password policy, which says how passwords are hashed. */
public final class PasswordHashSimulation extends Simulation {

    /**
     * The first is Keycloak's default, Argon2. None sets Argon2's iterations: {@code Argon2PasswordHashProvider.policyCheck} of 26.7
     * compares a stored hash with the server's option and not with the policy, so that it is kept as it is, or made anew at every login.
     */
    private static final List<String> POLICIES = List.of(
            "",
            "hashAlgorithm(pbkdf2-sha512)",
            "hashAlgorithm(pbkdf2-sha256)",
            "hashAlgorithm(pbkdf2-sha256) and hashIterations(27500)");

    private static final Lane LANE = Lane.API_JSON;
    private static final String LOGIN = Workload.PASSWORD.body(LANE, "");

    private final Settings settings = Settings.ofSystemProperties();
    private final Nodes nodes = Nodes.start(settings);
    private final Map<String, List<Meter>> meters = new LinkedHashMap<>();

    /** What Keycloak has stored of jane's hash, by policy. */
    private final Map<String, String> hashes = new LinkedHashMap<>();

    /** Plans the run. */
    public PasswordHashSimulation() {
        Plan plan = new Plan(settings);
        for (String policy : POLICIES) {
            plan.once("policy '" + policy + "' for the warm-up", () -> set(policy));
            plan.warmUp("policy '" + policy + "'", settings.warmUp() / POLICIES.size(), login("warm-up"));
        }
        List<String> turns = new ArrayList<>(POLICIES);
        for (int round = 1; round <= settings.rounds(); round++) {
            for (String policy : turns) {
                String name = "policy '" + policy + "'";
                Meter meter = new Meter(nodes::usage);
                meters.computeIfAbsent(policy, unused -> new ArrayList<>()).add(meter);
                plan.once(name + " before round " + round, () -> set(policy));
                plan.measure(name + " round " + round, meter, exec(session -> session), login(name));
            }
            Collections.rotate(turns, -1);
        }
        setUp(plan.inTurn()).protocols(http.shareConnections().disableCaching());
    }

    /** Keycloak hashes a password anew at the first login under another policy. */
    private void set(String policy) {
        Http.changeRealm(nodes.any(1), Map.of("passwordPolicy", policy));
        Http.token(nodes.any(1), LANE, LOGIN);
        hashes.put(policy, storedHash());
    }

    private String storedHash() {
        try (Connection connection = nodes.database().getConnection();
                ResultSet row = connection.createStatement().executeQuery("""
                                SELECT concat_ws(', ', data ->> 'algorithm', (data ->> 'hashIterations') || ' iterations')
                                FROM credential c CROSS JOIN LATERAL CAST(c.credential_data AS jsonb) data
                                JOIN user_entity u ON u.id = c.user_id JOIN realm r ON r.id = u.realm_id
                                WHERE r.name = 'api' AND u.username = 'jane'""")) {
            row.next();
            return row.getString(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private ChainBuilder login(String name) {
        return exec(http(name)
                .post(nodes.any(1) + LANE.path("token"))
                .header("Content-Type", LANE.contentType())
                .body(StringBody(LOGIN))
                .check(status().is(200)));
    }

    @Override
    public void after() {
        try {
            ReportFile.write(
                    settings,
                    "password-hash.md",
                    text(),
                    meters.values().stream().flatMap(List::stream).toList());
        } finally {
            nodes.close();
        }
    }

    private String text() {
        return POLICIES.stream()
                .map(this::row)
                .collect(Collectors.joining(
                        "",
                        settings.headline()
                                + "\n| password policy | stored hash | CPU ms for a login | ratio | KiB |\n| --- | --- | --- | --- | --- |\n",
                        ""));
    }

    private String row(String policy) {
        double[] cpu = cpu(policy);
        double ofDefault = Spread.of(cpu(POLICIES.get(0))).median();
        double[] ratios = Arrays.stream(cpu).map(each -> each / ofDefault).toArray();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.1f | %s | %.0f |%n",
                policy.isEmpty() ? "none" : "`" + policy + "`",
                hashes.get(policy),
                Spread.of(cpu).median() / 1e3,
                Spread.of(ratios),
                Spread.of(of(policy).stream().mapToDouble(Meter::allocated).toArray())
                        .median());
    }

    private double[] cpu(String policy) {
        return of(policy).stream().mapToDouble(Meter::cpu).toArray();
    }

    private List<Meter> of(String policy) {
        return meters.getOrDefault(policy, List.of());
    }
}
