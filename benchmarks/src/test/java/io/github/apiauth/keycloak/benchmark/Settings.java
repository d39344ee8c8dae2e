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
 * @param atMost the highest median ratio of the API lane with JSON that passes; 0 for any
 * @param project the checkout
 */
record Settings(int seconds, int rounds, int warmUp, int users, List<Workload> workloads, double atMost, Path project) {

    static Settings ofSystemProperties() {
        return new Settings(
                Integer.parseInt(property("seconds")),
                Integer.parseInt(property("rounds")),
                Integer.parseInt(property("warm-up")),
                Integer.parseInt(property("users")),
                workloads(property("workloads")),
                Double.parseDouble(property("at-most")),
                Path.of(property("project.root")).toAbsolutePath().normalize());
    }

    /** Where what the run leaves behind is kept. */
    Path target() {
        return project.resolve("benchmarks/target");
    }

    /** A line on the run and the machine. */
    String description() {
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

    private static List<Workload> workloads(String names) {
        return names.isEmpty()
                ? List.of(Workload.values())
                : Arrays.stream(names.split(","))
                        .map(name -> Workload.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                        .toList();
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), () -> "-D" + name + " is missing");
    }
}
