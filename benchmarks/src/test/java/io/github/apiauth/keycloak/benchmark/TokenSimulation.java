package io.github.apiauth.keycloak.benchmark;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;

/**
 * Every workload on every lane in turns, one at a time: each round measures all lanes, beginning with another one each time, so that
 * what changes in the machine or in the servers meets them all.
 */
public final class TokenSimulation extends Simulation {

    private static final String TOKEN = "token";

    private final Settings settings = Settings.ofSystemProperties();
    private final Servers servers = Servers.start(
            settings,
            EnumSet.copyOf(settings.lanes().stream().map(lane -> lane.server).toList()));
    private final List<Measurement> measurements = new ArrayList<>();

    /** Plans the run. */
    public TokenSimulation() {
        Plan plan = new Plan(settings);
        for (Servers.Kind kind : servers.kinds()) {
            plan.warmUp(kind.toString(), settings.warmUp(), warmUp(kind));
        }
        List<Lane> lanes = new ArrayList<>(settings.lanes());
        for (int round = 0; round < settings.rounds(); round++) {
            for (Workload workload : settings.workloads()) {
                for (Lane lane : lanes.stream().filter(workload::isFor).toList()) {
                    measure(
                            plan,
                            new Measurement(
                                    workload,
                                    lane,
                                    round,
                                    servers.get(lane.server).probe()));
                }
            }
            Collections.rotate(lanes, -1);
        }
        settings.profiles().forEach(lane -> profile(plan, lane));
        setUp(plan.inTurn()).protocols(http.shareConnections().disableCaching());
    }

    private ChainBuilder warmUp(Servers.Kind kind) {
        ChainBuilder all = exec(session -> session);
        for (Workload workload : settings.workloads()) {
            for (Lane lane : settings.lanes().stream()
                    .filter(lane -> lane.server == kind && workload.isFor(lane))
                    .toList()) {
                all = all.exec(token(lane, workload)).exec(request("warm-up", lane, workload));
            }
        }
        return all;
    }

    private void measure(Plan plan, Measurement measurement) {
        measurements.add(measurement);
        String name = measurement.workload + " " + measurement.lane;
        plan.measure(
                name + " round " + (measurement.round + 1),
                measurement,
                token(measurement.lane, measurement.workload),
                request(name, measurement.lane, measurement.workload));
    }

    private void profile(Plan plan, Lane lane) {
        Workload workload = settings.workloads().get(0);
        ServerProbe server = servers.get(lane.server).probe();
        Profile profile = new Profile(settings.target(), lane, server);
        String name = "profile " + lane;
        plan.once("Recording " + lane, profile::begin);
        plan.measure(
                name, new Measurement(workload, lane, 0, server), token(lane, workload), request(name, lane, workload));
        plan.once("Drawing " + lane, profile::end);
    }

    /** A token of the user's own, where the workload needs one. */
    private ChainBuilder token(Lane lane, Workload workload) {
        if (workload.needs().isEmpty()) {
            return exec(session -> session);
        }
        return exec(http("token for " + lane)
                .post(servers.get(lane.server).url() + lane.path("token"))
                .header("Content-Type", lane.contentType())
                .body(StringBody(Workload.CLIENT_CREDENTIALS_WITH_REFRESH_TOKEN.body(lane, "")))
                .check(status().is(200), jsonPath("$.." + workload.needs()).saveAs(TOKEN)));
    }

    private ChainBuilder request(String name, Lane lane, Workload workload) {
        boolean needsToken = !workload.needs().isEmpty();
        String fixed = workload.body(lane, "");
        return exec(http(name)
                .post(servers.get(lane.server).url() + lane.path(workload.endpoint()))
                .header("Content-Type", workload.contentType(lane))
                .body(
                        needsToken
                                ? StringBody(session -> workload.body(lane, session.getString(TOKEN)))
                                : StringBody(fixed))
                .check(status().is(workload.status)));
    }

    @Override
    public void after() {
        try {
            new Report(settings, measurements, servers.startUps()).write();
        } finally {
            servers.close();
        }
    }
}
