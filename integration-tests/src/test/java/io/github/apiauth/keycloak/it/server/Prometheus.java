package io.github.apiauth.keycloak.it.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A Prometheus of this machine that reads one server's metrics, twice a second. */
public final class Prometheus implements AutoCloseable {

    private final LocalServer process;

    private Prometheus(LocalServer process) {
        this.process = process;
    }

    /** Whether it is installed here. */
    public static boolean isInstalled() {
        return Shell.succeeds("prometheus", "--version");
    }

    /**
     * Starts one.
     *
     * @param metrics the server's, such as {@code http://localhost:9000/metrics}
     * @param rules a file with rules
     * @param directory for what it keeps
     */
    public static Prometheus reading(URI metrics, Path rules, Path directory) throws IOException {
        Path configuration = Files.writeString(
                directory.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 500ms
                  evaluation_interval: 1s
                rule_files: ['%s']
                scrape_configs:
                  - job_name: keycloak
                    metrics_path: %s
                    static_configs:
                      - targets: ['%s']
                """.formatted(rules, metrics.getPath(), metrics.getAuthority()));
        return new Prometheus(LocalServer.start(
                        directory,
                        Map.of(),
                        "exec prometheus --config.file=" + configuration + " --storage.tsdb.path="
                                + directory.resolve("data") + " --web.listen-address=127.0.0.1:$PORT",
                        directory.resolve("prometheus.log"))
                .await());
    }

    /** What the query gives now: a sample for each time series. */
    public JsonNode query(String query) {
        return get("query?query=" + encode(query)).path("result");
    }

    /** The values of the label of the metrics that match. */
    public JsonNode values(String label, String match) {
        return get("label/" + label + "/values?match[]=" + encode(match));
    }

    /** The rules, and how their evaluation went. */
    public JsonNode rules() {
        return get("rules").findValue("rules");
    }

    private JsonNode get(String path) {
        Answer answer = Request.to(process.at("/api/v1/" + path.replace("[]", "%5B%5D")))
                .method("GET");
        if (answer.status() != 200) {
            throw new IllegalStateException(path + ": " + answer.body());
        }
        return answer.json().path("data");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.close();
    }
}
