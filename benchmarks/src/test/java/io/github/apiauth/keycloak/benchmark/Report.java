package io.github.apiauth.keycloak.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
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
    private final List<StartUp> startUps;

    Report(Settings settings, List<Measurement> measurements, List<StartUp> startUps) {
        this.settings = settings;
        this.measurements = measurements;
        this.startUps = startUps;
    }

    /**
     * Writes {@code performance.md} and {@code performance.png} into the target directory.
     *
     * @throws IllegalStateException if requests failed, or the API lane costs more than the settings allow
     */
    void write() {
        try {
            BitmapEncoder.saveBitmap(
                    plot(), settings.target().resolve("performance.png").toString(), BitmapFormat.PNG);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        ReportFile.write(settings, "performance.md", text(), measurements);
        if (settings.atMost() > 0) {
            settings.workloads().forEach(this::hold);
        }
    }

    /**
     * The processor time is compared with that of the standard lane on the same server: two servers, even identical ones, differ
     * by more than the API lane costs, since Java's compilers decide differently each time. What is allocated hardly varies.
     */
    private void hold(Workload workload) {
        if (workload.status == 200) {
            hold(
                    workload,
                    "processor time",
                    ratios(of(workload, Lane.API_JSON), of(workload, Lane.FORM), Measurement::cpu));
            hold(
                    workload,
                    "allocation",
                    ratios(of(workload, Lane.API_JSON), of(workload, Lane.STOCK), Measurement::allocated));
        }
    }

    private void hold(Workload workload, String figure, double[] ratios) {
        double ratio = Spread.of(ratios).median();
        if (ratio > settings.atMost()) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "%s on the API lane: %s is %.2f of Keycloak's own, more than %.2f",
                    workload.title,
                    figure,
                    ratio,
                    settings.atMost()));
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder(settings.headline());
        for (Workload workload : settings.workloads()) {
            text.append(String.format("%n## %s%n%n", workload.title));
            text.append("| | CPU µs | ratio | KiB | ratio | requests/s | p50 ms | p95 | p99 |\n");
            text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
            settings.lanes().stream().filter(workload::isFor).forEach(lane -> text.append(row(workload, lane)));
        }
        if (settings.starts() > 0) {
            text.append(StartUp.table(startUps));
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
        List<Workload> issuing = settings.workloads().stream()
                .filter(workload -> workload.status == 200)
                .toList();
        List<String> titles = issuing.stream().map(workload -> workload.title).toList();
        for (Lane lane : settings.lanes()) {
            if (lane == Lane.REFUSING) {
                continue;
            }
            List<Double> medians = new ArrayList<>();
            List<Double> spreads = new ArrayList<>();
            for (Workload workload : issuing) {
                Spread spread = Spread.of(ratios(workload, lane, Measurement::cpu));
                medians.add(spread.median());
                spreads.add((spread.highest() - spread.lowest()) / 2);
            }
            chart.addSeries(lane.title, titles, medians, spreads);
        }
        return chart;
    }

    private double[] ratios(Workload workload, Lane lane, ToDoubleFunction<Measurement> figure) {
        return ratios(of(workload, lane), of(workload.basis(), Lane.STOCK), figure);
    }

    /** Of the rounds, each with the other in the same round. */
    private static double[] ratios(
            List<Measurement> all, List<Measurement> basis, ToDoubleFunction<Measurement> figure) {
        return all.stream()
                .mapToDouble(each -> figure.applyAsDouble(each) / figure.applyAsDouble(basis.get(each.round)))
                .toArray();
    }

    private List<Measurement> of(Workload workload, Lane lane) {
        return measurements.stream()
                .filter(each -> each.workload == workload && each.lane == lane)
                .toList();
    }
}
