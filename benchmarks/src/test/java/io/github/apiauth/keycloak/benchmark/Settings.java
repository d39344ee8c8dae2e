package io.github.apiauth.keycloak.benchmark;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The command's settings, by {@code -D} of the same names.
 *
 * @param seconds of each measurement
 * @param rounds how often each is repeated
 * @param warmUp seconds of full load on each server before the first measurement
 * @param users who send one request after the other, all at the same time
 * @param workloads what is measured
 * @param lanes where
 * @param profiles of which lanes a flame graph is drawn, under the first workload
 * @param starts how often each server is started again, for the time that takes
 * @param atMost the highest median ratio of the API lane with JSON that passes; 0 for any
 * @param project the checkout
 */
record Settings(
        int seconds,
        int rounds,
        int warmUp,
        int users,
        List<Workload> workloads,
        List<Lane> lanes,
        List<Lane> profiles,
        int starts,
        double atMost,
        Path project) {

    Settings {
        require(lanes, Lane.STOCK);
        if (atMost > 0) {
            require(lanes, Lane.FORM);
            require(lanes, Lane.API_JSON);
        }
        workloads.forEach(workload -> require(workloads, workload.basis()));
    }

    private static <E> void require(List<E> chosen, E basis) {
        if (!chosen.contains(basis)) {
            throw new IllegalArgumentException(basis + " is missing: others are compared with it");
        }
    }

    static Settings ofSystemProperties() {
        return new Settings(
                Integer.parseInt(property("seconds")),
                Integer.parseInt(property("rounds")),
                Integer.parseInt(property("warm-up")),
                Integer.parseInt(property("users")),
                all(Workload.class, property("workloads")),
                all(Lane.class, property("lanes")),
                all(Lane.class, property("profile")),
                Integer.parseInt(property("starts")),
                Double.parseDouble(property("at-most")),
                Path.of(property("project.root")).toAbsolutePath().normalize());
    }

    /** The same, but for these lanes. */
    Settings on(Lane... others) {
        return new Settings(
                seconds, rounds, warmUp, users, workloads, List.of(others), profiles, starts, atMost, project);
    }

    /** Where what the run leaves behind is kept. */
    Path target() {
        return project.resolve("benchmarks/target");
    }

    /** What a report begins with. */
    String headline() {
        return String.format(
                Locale.ROOT,
                "%s · %d processors (%s) · Java %s · %d users · %d rounds of %d s, interleaved · warm-up %d s a server%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                users,
                rounds,
                seconds,
                warmUp);
    }

    private static <E extends Enum<E>> List<E> all(Class<E> type, String names) {
        return Arrays.stream(names.split(","))
                .filter(name -> !name.isBlank())
                .map(name -> Enum.valueOf(type, name.strip().toUpperCase(Locale.ROOT)))
                .toList();
    }

    static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), () -> "-D" + name + " is missing");
    }
}
