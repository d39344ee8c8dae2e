package io.github.apiauth.keycloak.benchmark;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Keycloak, with the pack and without, and other servers that issue the same: JWTs for client credentials. In turns, one at a time, each
 * round beginning with another.
 */
public final class PeersSimulation extends Simulation {

    private final Settings settings = Settings.ofSystemProperties().on(Lane.STOCK, Lane.NATIVE, Lane.UNSTORED);
    private final Servers servers = Servers.start(settings, List.of(Servers.Kind.STOCK, Servers.Kind.DELIVERED));
    private final Issuer pack = keycloak("Keycloak with the pack, API lane, JSON", Lane.NATIVE);
    private final List<Issuer> issuers = new ArrayList<>();
    private final List<PeerMeasurement> measurements = new ArrayList<>();
    private final SigningLimit limit = new SigningLimit();

    /** Plans the run. */
    public PeersSimulation() throws IOException, InterruptedException, SQLException {
        issuers.add(pack);
        issuers.add(keycloak("… rate limit on, clients' logins not stored", Lane.UNSTORED));
        issuers.add(keycloak("Keycloak without the pack, form", Lane.STOCK));
        TokenCheck check = new TokenCheck();
        for (Issuer keycloak : issuers) {
            check.pass(keycloak);
        }
        for (Peer peer : List.of(new Oauth2ServerPhp(servers), new SpringAuthorizationServer(), new OidcProvider())) {
            start(peer, check);
        }

        Plan plan = new Plan(settings);
        for (Issuer issuer : issuers) {
            plan.warmUp(issuer.title(), settings.warmUp(), request("warm-up", issuer));
        }
        ProcessHandle database = servers.postmaster();
        List<Issuer> turns = new ArrayList<>(issuers);
        for (int round = 0; round < settings.rounds(); round++) {
            plan.once("Signing limit round " + (round + 1), limit::measure);
            for (Issuer issuer : turns) {
                PeerMeasurement measurement = new PeerMeasurement(issuer, round, database);
                measurements.add(measurement);
                plan.measure(
                        issuer.title() + " round " + (round + 1),
                        measurement,
                        exec(session -> session),
                        request(issuer.title(), issuer));
            }
            Collections.rotate(turns, -1);
        }
        setUp(plan.inTurn()).protocols(http.shareConnections().disableCaching());
    }

    private Issuer keycloak(String title, Lane lane) {
        Server server = servers.get(lane.server);
        URI keys = server.url().resolve("/realms/" + lane.realm() + "/protocol/openid-connect/certs");
        return new Issuer(
                title,
                server.url().resolve(lane.path("token")),
                keys,
                lane,
                Map.of("java", ProcessHandle.of(server.process().pid()).orElseThrow()));
    }

    private void start(Peer peer, TokenCheck check) throws InterruptedException {
        System.out.println("Starting " + peer.title());
        try {
            Issuer issuer = peer.start(Workbench.of(settings, peer.directory()));
            check.pass(issuer);
            issuers.add(issuer);
        } catch (IOException failure) {
            System.out.printf(
                    "%s is left out: %s%nIt needs %s. Its logs are in benchmarks/target/peers/%s.%n",
                    peer.title(), failure.getMessage(), peer.needs(), peer.directory());
        }
    }

    private static ChainBuilder request(String name, Issuer issuer) {
        return exec(http(name)
                .post(issuer.tokens().toString())
                .header("Content-Type", issuer.sends().contentType())
                .body(StringBody(issuer.body()))
                .check(status().is(200)));
    }

    @Override
    public void after() {
        try {
            new PeersReport(settings, pack, issuers, measurements, limit).write();
        } finally {
            servers.close();
        }
    }
}
