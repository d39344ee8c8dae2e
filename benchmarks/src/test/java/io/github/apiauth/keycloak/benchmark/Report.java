package io.github.apiauth.keycloak.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** The run's result: a table for each workload, on the console and as Markdown, and a plot of the ratios. */
final class Report {

    private final Settings settings;
    private final List<Measurement> measurements;

    Report(Settings settings, List<Measurement> measurements) {
        this.settings = settings;
        this.measurements = measurements;
    }

    /**
     * Writes {@code performance.md} and {@code performance.png} into the target directory.
     *
     * @throws IllegalStateException if requests failed, or the API lane costs more than the settings allow
     */
    void write() {
        String text = text();
        System.out.println(text);
        try {
            Path file = settings.target().resolve("performance.md");
            Files.writeString(file, text);
            BitmapEncoder.saveBitmap(
                    plot(), settings.target().resolve("performance.png").toString(), BitmapFormat.PNG);
            System.out.println("Written to " + file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        long failures =
                measurements.stream().mapToLong(each -> each.failures.sum()).sum();
        if (failures > 0) {
            throw new IllegalStateException(failures + " requests failed: the figures say nothing");
        }
        settings.workloads().forEach(this::hold);
    }

    private void hold(Workload workload) {
        double ratio =
                Spread.of(ratios(workload, Lane.API_JSON, Measurement::cpu)).median();
        if (settings.atMost() > 0 && ratio > settings.atMost()) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "%s on the API lane costs %.2f of Keycloak's own, more than %.2f",
                    workload.title,
                    ratio,
                    settings.atMost()));
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        text.append(settings.description());
        for (Workload workload : settings.workloads()) {
            text.append(String.format("%n## %s%n%n", workload.title));
            text.append("| | CPU µs | ratio | KiB | ratio | requests/s | p50 ms | p95 | p99 |\n");
            text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
            for (Lane lane : Lane.values()) {
                text.append(row(workload, lane));
            }
        }
        return text.toString();
    }

    private String row(Workload workload, Lane lane) {
        List<Measurement> all = of(workload, lane);
        Histogram latencies = new Histogram(3);
        all.forEach(each -> latencies.add(each.latencies()));
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %s | %.0f | %s | %.0f | %.1f | %.1f | %.1f |%n",
                lane.title,
                Spread.of(all.stream().mapToDouble(Measurement::cpu).toArray()).median(),
                Spread.of(ratios(workload, lane, Measurement::cpu)),
                Spread.of(all.stream().mapToDouble(Measurement::allocated).toArray())
                        .median(),
                Spread.of(ratios(workload, lane, Measurement::allocated)),
                Spread.of(all.stream().mapToDouble(Measurement::throughput).toArray())
                        .median(),
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(95) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6);
    }

    private CategoryChart plot() {
        CategoryChart chart = new CategoryChartBuilder()
                .width(1200)
                .height(600)
                .title("Processor time for a request, as a ratio to Keycloak without the pack")
                .build();
        List<String> titles =
                settings.workloads().stream().map(workload -> workload.title).toList();
        for (Lane lane : Lane.values()) {
            List<Double> medians = new ArrayList<>();
            List<Double> spreads = new ArrayList<>();
            for (Workload workload : settings.workloads()) {
                Spread spread = Spread.of(ratios(workload, lane, Measurement::cpu));
                medians.add(spread.median());
                spreads.add((spread.highest() - spread.lowest()) / 2);
            }
            chart.addSeries(lane.title, titles, medians, spreads);
        }
        return chart;
    }

    /** Of the rounds, each with the stock server in the same round. */
    private double[] ratios(Workload workload, Lane lane, ToDoubleFunction<Measurement> figure) {
        List<Measurement> stock = of(workload, Lane.STOCK);
        return of(workload, lane).stream()
                .mapToDouble(each -> figure.applyAsDouble(each) / figure.applyAsDouble(stock.get(each.round)))
                .toArray();
    }

    private List<Measurement> of(Workload workload, Lane lane) {
        return measurements.stream()
                .filter(each -> each.workload == workload && each.lane == lane)
                .toList();
    }
}
