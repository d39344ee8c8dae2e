package io.github.apiauth.keycloak.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** The run's result, on the console and as Markdown. */
final class PeersReport {

    private final Settings settings;
    private final Issuer pack;
    private final List<Issuer> issuers;
    private final List<PeerMeasurement> measurements;
    private final SigningLimit limit;

    /**
     * Of all rounds.
     *
     * @param pack what the others are compared with
     */
    PeersReport(
            Settings settings,
            Issuer pack,
            List<Issuer> issuers,
            List<PeerMeasurement> measurements,
            SigningLimit limit) {
        this.settings = settings;
        this.pack = pack;
        this.issuers = issuers;
        this.measurements = measurements;
        this.limit = limit;
    }

    /**
     * Writes {@code peers.md} into the target directory.
     *
     * @throws IllegalStateException if requests failed
     */
    void write() {
        ReportFile.write(settings, "peers.md", text(), measurements);
    }

    private String text() {
        StringBuilder text = new StringBuilder(settings.headline());
        text.append("\n| | CPU µs | of which | ratio | tokens/CPU s | tokens/s | p50 ms | p99 | PostgreSQL µs |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        issuers.forEach(issuer -> text.append(row(issuer)));
        if (limit.perSecond().length > 0) {
            Spread signatures = Spread.of(limit.perSecond());
            text.append(String.format(
                    Locale.ROOT,
                    "%nOne core's limit: OpenSSL makes %.0f (%.0f–%.0f) RSA signatures with 2048 bits in a second, %.0f µs each.%n",
                    signatures.median(),
                    signatures.lowest(),
                    signatures.highest(),
                    1e6 / signatures.median()));
        }
        return text.toString();
    }

    private String row(Issuer issuer) {
        List<PeerMeasurement> all = of(issuer);
        Histogram latencies = new Histogram(3);
        all.forEach(each -> latencies.add(each.latencies()));
        double cpu = median(all, PeerMeasurement::cpu);
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %s | %s | %.0f | %.0f | %.1f | %.1f | %.0f |%n",
                issuer.title(),
                cpu,
                issuer.processes().keySet().stream()
                        .sorted()
                        .map(process ->
                                String.format(Locale.ROOT, "%s %.0f", process, median(all, each -> each.cpu(process))))
                        .collect(Collectors.joining(", ")),
                Spread.of(ratios(all)),
                1e6 / cpu,
                median(all, PeerMeasurement::throughput),
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6,
                median(all, each -> each.cpu(PeerMeasurement.DATABASE)));
    }

    private static double median(List<PeerMeasurement> all, ToDoubleFunction<PeerMeasurement> figure) {
        return Spread.of(all.stream().mapToDouble(figure).toArray()).median();
    }

    /** Each to the pack in the same round. */
    private double[] ratios(List<PeerMeasurement> all) {
        List<PeerMeasurement> packs = of(pack);
        return all.stream()
                .mapToDouble(each -> each.cpu() / packs.get(each.round).cpu())
                .toArray();
    }

    private List<PeerMeasurement> of(Issuer issuer) {
        return measurements.stream().filter(each -> each.issuer.equals(issuer)).toList();
    }
}
