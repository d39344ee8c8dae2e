package io.github.apiauth.keycloak.benchmark;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import java.util.ArrayList;
import java.util.List;

/** A run's steps, one after the other. */
final class Plan {

    private static final String BEGAN = "began";

    private final Settings settings;
    private final List<PopulationBuilder> steps = new ArrayList<>();

    Plan(Settings settings) {
        this.settings = settings;
    }

    void once(String name, Runnable action) {
        steps.add(scenario(name)
                .exec(session -> {
                    action.run();
                    return session;
                })
                .injectOpen(atOnceUsers(1)));
    }

    /** All users send these requests again and again. */
    void warmUp(String server, ChainBuilder requests) {
        once(
                "Before warm-up " + server,
                () -> System.out.println("Warming up " + server + " for " + settings.warmUp() + " s"));
        steps.add(scenario("Warm-up " + server)
                .during(settings.warmUp())
                .on(requests)
                .injectOpen(atOnceUsers(settings.users())));
    }

    /**
     * All users send this request again and again, and what it costs is measured.
     *
     * @param name of what is measured
     * @param first what each user does before
     */
    void measure(String name, Slice slice, ChainBuilder first, ChainBuilder request) {
        String unique = name + " round " + (slice.round + 1);
        once(unique + " begins", slice::begin);
        steps.add(scenario(unique)
                .exec(first)
                .during(settings.seconds())
                .on(exec(session -> session.set(BEGAN, System.nanoTime()))
                        .exec(request)
                        .exec(session -> count(slice, session)))
                .injectOpen(atOnceUsers(settings.users())));
        once(unique + " ends", () -> {
            slice.end();
            System.out.printf("%-60s %8.0f µs CPU%n", unique, slice.cpu());
        });
    }

    private static Session count(Slice slice, Session session) {
        if (session.isFailed()) {
            slice.failures.increment();
        }
        slice.answered(System.nanoTime() - session.getLong(BEGAN));
        return session.markAsSucceeded();
    }

    /** The steps as one, for Gatling. */
    PopulationBuilder inTurn() {
        PopulationBuilder all = steps.get(steps.size() - 1);
        for (int i = steps.size() - 2; i >= 0; i--) {
            all = steps.get(i).andThen(all);
        }
        return all;
    }
}
