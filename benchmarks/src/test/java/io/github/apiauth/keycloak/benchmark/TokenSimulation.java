package io.github.apiauth.keycloak.benchmark;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
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

    private final Settings settings = Settings.ofSystemProperties();
    private final Servers servers = Servers.start(settings, Servers.Kind.values());
    private final List<Measurement> measurements = new ArrayList<>();

    /** Plans the run. */
    public TokenSimulation() {
        Plan plan = new Plan(settings);
        for (Servers.Kind kind : Servers.Kind.values()) {
            plan.warmUp(kind.toString(), everything(kind));
        }
        List<Lane> lanes = new ArrayList<>(List.of(Lane.values()));
        for (int round = 0; round < settings.rounds(); round++) {
            for (Workload workload : settings.workloads()) {
                for (Lane lane : lanes) {
                    Measurement measurement = new Measurement(
                            workload, lane, round, servers.get(lane.server).probe());
                    measurements.add(measurement);
                    String name = workload + " " + lane;
                    plan.measure(name, measurement, token(lane, workload), request(name, lane, workload));
                }
            }
            Collections.rotate(lanes, -1);
        }
        setUp(plan.inTurn()).protocols(http.shareConnections().disableCaching());
    }

    private ChainBuilder everything(Servers.Kind kind) {
        List<Lane> lanes =
                Arrays.stream(Lane.values()).filter(lane -> lane.server == kind).toList();
        ChainBuilder all = exec(session -> session);
        for (Workload workload : settings.workloads()) {
            for (Lane lane : lanes) {
                all = all.exec(token(lane, workload)).exec(request("warm-up", lane, workload));
            }
        }
        return all;
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
