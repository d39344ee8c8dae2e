package io.github.apiauth.keycloak.benchmark;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Every workload on every lane in turns, one at a time: each round measures all lanes, beginning with another one each time, so that
 * what changes in the machine or in the servers meets them all.
 */
public final class TokenSimulation extends Simulation {

    private static final String TOKEN = "token";
    private static final String BEGAN = "began";

    private final Settings settings = Settings.ofSystemProperties();
    private final Servers servers = Servers.start(settings);
    private final List<Measurement> measurements = new ArrayList<>();

    /** Plans the run. */
    public TokenSimulation() {
        List<PopulationBuilder> plan = new ArrayList<>();
        for (Servers.Kind kind : Servers.Kind.values()) {
            plan.add(once(
                    "Before warm-up " + kind,
                    () -> System.out.println("Warming up " + kind + " for " + settings.warmUp() + " s")));
            plan.add(warmUp(kind));
        }
        List<Lane> lanes = new ArrayList<>(List.of(Lane.values()));
        for (int round = 0; round < settings.rounds(); round++) {
            for (Workload workload : settings.workloads()) {
                for (Lane lane : lanes) {
                    plan.addAll(measure(new Measurement(
                            workload, lane, round, servers.get(lane.server).probe())));
                }
            }
            Collections.rotate(lanes, -1);
        }
        PopulationBuilder all = plan.get(plan.size() - 1);
        for (int i = plan.size() - 2; i >= 0; i--) {
            all = plan.get(i).andThen(all);
        }
        setUp(all).protocols(http.shareConnections().disableCaching());
    }

    private PopulationBuilder warmUp(Servers.Kind kind) {
        List<Lane> lanes =
                Arrays.stream(Lane.values()).filter(lane -> lane.server == kind).toList();
        ChainBuilder all = exec(session -> session);
        for (Workload workload : settings.workloads()) {
            for (Lane lane : lanes) {
                all = all.exec(token(lane, workload)).exec(request("warm-up", lane, workload));
            }
        }
        return scenario("Warm-up " + kind).during(settings.warmUp()).on(all).injectOpen(atOnceUsers(settings.users()));
    }

    private List<PopulationBuilder> measure(Measurement measurement) {
        measurements.add(measurement);
        String name = measurement.workload + " " + measurement.lane;
        String unique = name + " round " + (measurement.round + 1);
        return List.of(
                once(unique + " begins", measurement::begin),
                scenario(unique)
                        .exec(token(measurement.lane, measurement.workload))
                        .during(settings.seconds())
                        .on(exec(session -> session.set(BEGAN, System.nanoTime()))
                                .exec(request(name, measurement.lane, measurement.workload))
                                .exec(session -> count(measurement, session)))
                        .injectOpen(atOnceUsers(settings.users())),
                once(unique + " ends", () -> {
                    measurement.end();
                    System.out.printf("%-60s %8.0f µs CPU%n", unique, measurement.cpu());
                }));
    }

    private static Session count(Measurement measurement, Session session) {
        if (session.isFailed()) {
            measurement.failures.increment();
        }
        measurement.answered(System.nanoTime() - session.getLong(BEGAN));
        return session.markAsSucceeded();
    }

    private static PopulationBuilder once(String name, Runnable action) {
        return scenario(name)
                .exec(session -> {
                    action.run();
                    return session;
                })
                .injectOpen(atOnceUsers(1));
    }

    /** A token of the user's own, where the workload needs one. */
    private ChainBuilder token(Lane lane, Workload workload) {
        if (workload.needs.isEmpty()) {
            return exec(session -> session);
        }
        Map<String, String> parameters = Workload.CLIENT_CREDENTIALS_WITH_REFRESH_TOKEN.parameters("");
        return exec(http("token for " + lane)
                .post(servers.get(lane.server).url() + lane.path("token"))
                .header("Content-Type", lane.contentType())
                .body(StringBody(lane.body(parameters)))
                .check(status().is(200), jsonPath("$.." + workload.needs).saveAs(TOKEN)));
    }

    private ChainBuilder request(String name, Lane lane, Workload workload) {
        boolean needsToken = !workload.needs.isEmpty();
        String fixed = lane.body(workload.parameters(""));
        return exec(http(name)
                .post(servers.get(lane.server).url() + lane.path(workload.endpoint))
                .header("Content-Type", lane.contentType())
                .body(
                        needsToken
                                ? StringBody(session -> lane.body(workload.parameters(session.getString(TOKEN))))
                                : StringBody(fixed))
                .check(status().is(200)));
    }

    @Override
    public void after() {
        try {
            new Report(settings, measurements).write();
        } finally {
            servers.close();
        }
    }
}
