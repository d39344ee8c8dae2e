package io.github.apiauth.keycloak.it.server;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a metrics endpoint answers, in Prometheus' text format. */
public record Metrics(String text) {

    /** A metric in a query, with its label matchers if it has any; functions are followed by a parenthesis. */
    private static final Pattern METRIC = Pattern.compile("\\b([a-z]+(?:_[a-z0-9]+)+)\\b(?![(\\w])(?:\\{([^}]*)})?");

    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without) \\([^)]*\\)");

    /** What this endpoint answers now. */
    static Metrics at(URI endpoint) {
        return new Metrics(Request.to(endpoint).method("GET").body());
    }

    /** The sum of the samples of this metric that have this label, such as {@code outcome="uncounted"}. */
    public double sum(String metric, String label) {
        return text.lines()
                .filter(sample -> sample.startsWith(metric + "{") && sample.contains(label))
                .mapToDouble(sample -> Double.parseDouble(sample.substring(sample.lastIndexOf(' '))))
                .sum();
    }

    /** The metrics of the PromQL query of which there is no sample with its labels, and with such a {@code uri} if it asks for one. */
    public List<String> missing(String query) {
        return METRIC.matcher(GROUPING.matcher(query).replaceAll(""))
                .results()
                .filter(metric -> text.lines()
                        .noneMatch(sample -> sample.startsWith(metric.group(1))
                                && matches(sample, metric.group(1), metric.group(2))))
                .map(metric -> metric.group())
                .collect(Collectors.toList());
    }

    private static boolean matches(String sample, String name, String matchers) {
        String labels = sample.substring(name.length());
        if (!labels.startsWith("{") && !labels.startsWith(" ")) {
            return false;
        }
        if (matchers == null) {
            return true;
        }
        return MATCHER.matcher(matchers).results().allMatch(matcher -> {
            Matcher label =
                    Pattern.compile("[{,]" + matcher.group(1) + "=\"([^\"]*)\"").matcher(labels);
            return label.find()
                    && (!matcher.group(1).equals("uri")
                            || matcher.group(2).startsWith("!")
                                    != label.group(1).matches(matcher.group(3)));
        });
    }
}
