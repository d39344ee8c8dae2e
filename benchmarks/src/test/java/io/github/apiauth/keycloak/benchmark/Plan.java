package io.github.apiauth.keycloak.benchmark;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import java.util.ArrayList;
import java.util.List;

/** What a simulation does, one thing after the other. */
final class Plan {

    private static final String BEGAN = "began";

    private final Settings settings;
    private final List<PopulationBuilder> steps = new ArrayList<>();

    Plan(Settings settings) {
        this.settings = settings;
    }

    /** If it fails, the run ends. */
    void once(String name, Runnable action) {
        steps.add(scenario(name)
                .exec(session -> {
                    try {
                        action.run();
                        return session;
                    } catch (RuntimeException failure) {
                        // Gatling would say no more than its message, and to a log that nobody reads.
                        failure.printStackTrace();
                        return session.markAsFailed();
                    }
                })
                .crashLoadGeneratorIf("Failed: " + name, Session::isFailed)
                .injectOpen(atOnceUsers(1)));
    }

    /** All users send these requests again and again. */
    void warmUp(String name, int seconds, ChainBuilder requests) {
        once("Before warm-up " + name, () -> System.out.println("Warming up " + name + " for " + seconds + " s"));
        steps.add(scenario("Warm-up " + name).during(seconds).on(requests).injectOpen(atOnceUsers(settings.users())));
    }

    /**
     * All users send this request again and again, and the meter counts.
     *
     * @param first what each user does once before
     */
    void measure(String name, Meter meter, ChainBuilder first, ChainBuilder request) {
        once(name + " begins", meter::begin);
        steps.add(scenario(name)
                .exec(first)
                // false: a request that is under way when the time is up is waited for and counted, as its processor
                // time is.
                .during(settings.seconds(), false)
                .on(exec(session -> session.set(BEGAN, System.nanoTime()))
                        .exec(request)
                        .exec(session -> count(meter, session)))
                .injectOpen(atOnceUsers(settings.users())));
        once(name + " ends", () -> {
            meter.end();
            System.out.printf("%-60s %8.0f µs CPU%n", name, meter.cpu());
        });
    }

    private static Session count(Meter meter, Session session) {
        if (session.isFailed()) {
            meter.failures.increment();
        }
        meter.answered(System.nanoTime() - session.getLong(BEGAN));
        return session.markAsSucceeded();
    }

    /** All of it, for Gatling. */
    PopulationBuilder inTurn() {
        PopulationBuilder all = steps.get(steps.size() - 1);
        for (int i = steps.size() - 2; i >= 0; i--) {
            all = steps.get(i).andThen(all);
        }
        return all;
    }
}
