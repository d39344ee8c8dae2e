package io.github.apiauth.keycloak.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the Grafana dashboards of docs/operations: what it asks Prometheus, with all realms and clients chosen. */
record Dashboard(JsonNode json) {

    private static final Pattern VARIABLE = Pattern.compile("label_values\\((?<metric>.+), (?<label>\\w+)\\)");

    /** What the values of a variable are: those of a label. */
    record Variable(String metric, String label) {}

    static Dashboard read(String file) throws IOException {
        return new Dashboard(new ObjectMapper()
                .readTree(TestProject.root()
                        .resolve("docs/operations")
                        .resolve(file)
                        .toFile()));
    }

    /** Those of the panels. */
    List<String> queries() {
        return json.path("panels").findValuesAsText("expr").stream()
                .map(Dashboard::chooseAll)
                .toList();
    }

    List<Variable> variables() {
        return json.at("/templating/list").findValuesAsText("query").stream()
                .map(VARIABLE::matcher)
                .filter(Matcher::matches)
                .map(values -> new Variable(chooseAll(values.group("metric")), values.group("label")))
                .toList();
    }

    private static String chooseAll(String query) {
        return query.replace("$__rate_interval", "1m").replace("$realm", ".*").replace("$client", ".*");
    }
}
