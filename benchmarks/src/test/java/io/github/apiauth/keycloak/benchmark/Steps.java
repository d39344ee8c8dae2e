package io.github.apiauth.keycloak.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.util.Statistics;

/** JMH's own command line for the pack's steps, which also writes the result as Markdown, beside JMH's file. */
final class Steps {

    private Steps() {}

    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException, IOException {
        CommandLineOptions options = new CommandLineOptions(arguments);
        String table = table(new Runner(options).run());
        System.out.println(table);
        Files.writeString(Path.of(options.getResult().get()).resolveSibling("jmh.md"), table);
    }

    private static String table(Collection<RunResult> results) {
        BenchmarkParams run = results.iterator().next().getParams();
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%s · %d processors (%s) · Java %s · %d forks of %d × %s after %d × %s%n%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                run.getJdkVersion(),
                run.getForks(),
                run.getMeasurement().getCount(),
                run.getMeasurement().getTime(),
                run.getWarmup().getCount(),
                run.getWarmup().getTime()));
        table.append("| | ns | B |\n").append("| --- | --- | --- |\n");
        results.forEach(result -> table.append(row(result)));
        return table.toString();
    }

    private static String row(RunResult result) {
        String name = result.getParams().getBenchmark();
        Statistics nanos = result.getPrimaryResult().getStatistics();
        Result<?> allocated =
                Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"));
        return String.format(
                Locale.ROOT,
                "| %s | %.0f (%.0f–%.0f) | %.0f |%n",
                name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                nanos.getPercentile(50),
                nanos.getMin(),
                nanos.getMax(),
                allocated.getScore());
    }
}
