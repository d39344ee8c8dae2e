package io.github.apiauth.keycloak.benchmark;

import io.github.apiauth.keycloak.benchmark.ScaleMeasurement.Point;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** The result of {@link ScaleSimulation}: a table for each workload. */
final class ScaleReport {

    private final Settings settings;
    private final List<ScaleMeasurement> measurements;

    ScaleReport(Settings settings, List<ScaleMeasurement> measurements) {
        this.settings = settings;
        this.measurements = measurements;
    }

    void write() {
        StringBuilder text = new StringBuilder(settings.headline());
        for (ScaleWorkload workload : ScaleWorkload.values()) {
            text.append(String.format(
                    "%n## %s%n%n| nodes | %s | asked for | CPU µs | ratio | KiB | ratio | PostgreSQL µs | requests/s | p50 ms | p95 |%n",
                    workload.title, workload.rows));
            text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
            measurements.stream()
                    .map(each -> each.point)
                    .distinct()
                    .forEach(point -> text.append(row(workload, point)));
        }
        ReportFile.write(settings, "scale.md", text.toString(), measurements);
    }

    private String row(ScaleWorkload workload, Point point) {
        List<ScaleMeasurement> all = of(workload, point);
        Histogram latencies = new Histogram(3);
        all.forEach(each -> latencies.add(each.latencies()));
        return String.format(
                Locale.ROOT,
                "| %d | %,d | %,d | %.0f | %s | %.0f | %s | %.0f | %.0f | %.1f | %.1f |%n",
                point.nodes(),
                workload.count(point.stored()),
                workload.count(point.asked()),
                median(all, Meter::cpu),
                ratios(workload, all, Meter::cpu),
                median(all, Meter::allocated),
                ratios(workload, all, Meter::allocated),
                median(all, ScaleMeasurement::databaseCpu),
                median(all, Meter::throughput),
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(95) / 1e6);
    }

    /** Of the rounds, each with the same database asked for few rows: with that, most is measured in turns. */
    private Spread ratios(
            ScaleWorkload workload, List<ScaleMeasurement> all, ToDoubleFunction<ScaleMeasurement> figure) {
        List<ScaleMeasurement> base = of(workload, base());
        return Spread.of(IntStream.range(0, all.size())
                .mapToDouble(round -> figure.applyAsDouble(all.get(round)) / figure.applyAsDouble(base.get(round)))
                .toArray());
    }

    private Point base() {
        Rows few = measurements.get(0).point.asked();
        Rows many = measurements.get(measurements.size() - 1).point.stored();
        return new Point(1, many, few);
    }

    private static double median(List<ScaleMeasurement> all, ToDoubleFunction<ScaleMeasurement> figure) {
        return Spread.of(all.stream().mapToDouble(figure).toArray()).median();
    }

    private List<ScaleMeasurement> of(ScaleWorkload workload, Point point) {
        return measurements.stream()
                .filter(each -> each.workload == workload && each.point.equals(point))
                .toList();
    }
}
