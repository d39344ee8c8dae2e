package io.github.apiauth.keycloak.benchmark;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.apiauth.keycloak.benchmark.ScaleMeasurement.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * One server with few rows in its database; the same with many, asked for few of them and for all; and two as a cluster. Always the
 * API lane with JSON.
 */
public final class ScaleSimulation extends Simulation {

    private static final Lane LANE = Lane.API_JSON;

    private final Settings settings = Settings.ofSystemProperties();
    private final List<Rows> sizes = Rows.ofSystemProperties();
    private final Nodes nodes = Nodes.start(settings);
    private final Population population = new Population(
            nodes.database(),
            new RefreshTokens(
                    Http.token(
                                    nodes.any(1),
                                    LANE,
                                    LANE.body(Map.of(
                                            "grant_type", "password",
                                            "username", "jane@example.com",
                                            "password", Population.PASSWORD,
                                            "client_id", Population.WEB_CLIENT,
                                            "client_secret", Server.SECRET)))
                            .at("/data/refresh_token")
                            .asText(),
                    nodes.database()));
    private final List<ScaleMeasurement> measurements = new ArrayList<>();

    /** Plans the run. */
    public ScaleSimulation() {
        Rows few = sizes.get(0);
        Rows all = sizes.get(sizes.size() - 1);
        Plan plan = new Plan(settings);

        plan.once("few rows", () -> population.growTo(few));
        compare(plan, List.of(new Point(1, few, few)));

        plan.once("many rows", () -> population.growTo(all));
        compare(plan, sizes.stream().map(asked -> new Point(1, all, asked)).toList());

        plan.once("second node", nodes::add);
        compare(plan, List.of(new Point(2, all, few), new Point(2, all, all)));

        setUp(plan.inTurn()).protocols(http.shareConnections().disableCaching());
    }

    /** Warms all points up, and then measures them in turns, each round beginning with another. */
    private void compare(Plan plan, List<Point> points) {
        for (ScaleWorkload workload : ScaleWorkload.values()) {
            for (Point point : points) {
                plan.warmUp(
                        point.name(workload),
                        settings.warmUp() / ScaleWorkload.values().length / points.size(),
                        request("warm-up", workload, point));
            }
        }
        List<Point> turns = new ArrayList<>(points);
        for (int round = 0; round < settings.rounds(); round++) {
            for (ScaleWorkload workload : ScaleWorkload.values()) {
                for (Point point : turns) {
                    ScaleMeasurement measurement = new ScaleMeasurement(workload, point, nodes);
                    measurements.add(measurement);
                    String name = point.name(workload);
                    plan.measure(
                            name + " round " + (round + 1),
                            measurement,
                            exec(session -> session),
                            request(name, workload, point));
                }
            }
            Collections.rotate(turns, -1);
        }
    }

    private ChainBuilder request(String name, ScaleWorkload workload, Point point) {
        return exec(http(name)
                .post(session -> nodes.any(point.nodes()) + LANE.path("token"))
                .header("Content-Type", LANE.contentType())
                .body(StringBody(session -> LANE.body(workload.parameters(population, point.asked()))))
                .check(status().is(200)));
    }

    @Override
    public void after() {
        try {
            new ScaleReport(settings, measurements).write();
        } finally {
            nodes.close();
        }
    }
}
