package io.github.apiauth.keycloak.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {

    private static final Metrics METRICS =
            new Metrics("requests_total{uri=\"/realms/{realm}/token\",status=\"200\"} 3.0\ncpu_usage 0.5\n");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cpu_usage",
                "topk(3, sum by (status) (rate(requests_total{status!=\"500\"}[$__rate_interval])))",
                "rate(requests_total{uri!~\"/health/.+\"}[5m])",
                "histogram_quantile(0.9, rate(requests_total{uri=~\".+/token\"}[5m]))"
            })
    void givenQueryForWhatThereIs_thenNothingIsMissing(String query) {
        assertThat(METRICS.missing(query)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cpu_usages",
                "cpu_usage_total",
                "requests_totals",
                "requests_total{state=\"200\"}",
                "requests_total{uri=~\".+/other\"}",
                "requests_total{uri!~\".+/token\"}"
            })
    void givenQueryForSomethingElse_thenItIsMissing(String query) {
        assertThat(METRICS.missing("rate(requests_total[5m]) + " + query)).containsExactly(query);
    }

    @Test
    void givenTwoMetrics_thenOnlyTheMissingOneIsNamed() {
        assertThat(METRICS.missing("cpu_usage / no_such_metric{x=\"1\"}")).containsExactly("no_such_metric{x=\"1\"}");
    }
}
