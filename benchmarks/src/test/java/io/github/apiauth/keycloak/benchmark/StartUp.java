package io.github.apiauth.keycloak.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One start of a server whose realms have been imported before.
 *
 * @param seconds until the first answer
 * @param heap bytes in use then, after a collection
 */
record StartUp(Servers.Kind kind, double seconds, long heap) {

    private static final double MIB = 1024 * 1024;

    /** Each kind's starts, compared with the stock server's. */
    static String table(List<StartUp> all) {
        StringBuilder text = new StringBuilder(String.format("%n## Start-up%n%n"));
        text.append("| | seconds | ratio | heap MiB | ratio |\n| --- | --- | --- | --- | --- |\n");
        all.stream()
                .map(StartUp::kind)
                .distinct()
                .forEach(kind -> text.append(String.format(
                        Locale.ROOT,
                        "| %s | %.1f | %s | %.1f | %s |%n",
                        kind,
                        Spread.of(of(all, kind, StartUp::seconds)).median(),
                        ratio(all, kind, StartUp::seconds),
                        Spread.of(of(all, kind, StartUp::heap)).median() / MIB,
                        ratio(all, kind, StartUp::heap))));
        return text.toString();
    }

    private static Spread ratio(List<StartUp> all, Servers.Kind kind, ToDoubleFunction<StartUp> figure) {
        double[] ratios = of(all, kind, figure);
        double[] stock = of(all, Servers.Kind.STOCK, figure);
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] /= stock[i];
        }
        return Spread.of(ratios);
    }

    private static double[] of(List<StartUp> all, Servers.Kind kind, ToDoubleFunction<StartUp> figure) {
        return all.stream()
                .filter(each -> each.kind == kind)
                .mapToDouble(figure)
                .toArray();
    }
}
