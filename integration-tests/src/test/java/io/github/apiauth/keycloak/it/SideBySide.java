package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.it.server.LocalServer;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** nginx with docs/examples/side-by-side/nginx.conf, but for its ports. */
final class SideBySide implements AutoCloseable {

    static final Path EXAMPLE = TestProject.root().resolve("docs/examples/side-by-side/nginx.conf");
    static final Duration AT_MOST = Duration.ofMinutes(2);

    private static final Pattern SHARE = Pattern.compile("(?m)^ *#? *\\d+% keycloak;$");
    private static final Pattern OLD_TOKENS = Pattern.compile("(?m)^.*\\{40}.*\\n");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A share is seen in so many token requests, and none or all in so few. */
    private static final int MANY = 150;

    private static final int FEW = 20;

    private final LocalServer nginx;
    private final Path directory;

    /** A line of the log. */
    record Line(String client, String grant, String first, String answers) {

        private static Line of(String json) {
            try {
                JsonNode line = JSON.readTree(json);
                return new Line(
                        line.path("client").asText(),
                        line.path("grant").asText(),
                        line.path("first").asText(),
                        line.path("answers").asText());
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }

        /** Whether either server could issue the token that was asked for. */
        boolean either() {
            return grant.equals("password") || grant.equals("client_credentials");
        }
    }

    private SideBySide(LocalServer nginx, Path directory) {
        this.nginx = nginx;
        this.directory = directory;
    }

    static boolean isPossible() {
        return Shell.succeeds("nginx", "-v");
    }

    /** Starts it with the share of 0 %. */
    static SideBySide start(Path directory, int oldServer, int keycloak) throws IOException {
        LocalServer nginx = LocalServer.start(
                directory,
                Map.of(
                        "OLD",
                        String.valueOf(oldServer),
                        "KEYCLOAK",
                        String.valueOf(keycloak),
                        "EXAMPLE",
                        EXAMPLE.toString()),
                "sed \"s/:8090;/:$OLD;/; s/:8080;/:$KEYCLOAK;/; s/:8092;/:$PORT;/; s/10% keycloak;/# &/\" $EXAMPLE > nginx.conf"
                        + " && exec nginx -p $PWD -c $PWD/nginx.conf",
                directory.resolve("nginx.log"));
        return new SideBySide(nginx.await(), directory);
    }

    /** The address of a path. */
    URI at(String path) {
        return nginx.at(path);
    }

    /** Keycloak is asked first for so many of a hundred tokens from now on. */
    void share(int percent) {
        rewrite(SHARE, percent == 0 ? "        # 10% keycloak;" : "        " + percent + "% keycloak;");
    }

    /** The old server's tokens go by the share from now on. */
    void handOver() {
        rewrite(OLD_TOKENS, "");
    }

    /** Until the workers with the configuration of before have answered their last request. */
    private void rewrite(Pattern line, String replacement) {
        List<ProcessHandle> before = nginx.workers();
        Path configuration = directory.resolve("nginx.conf");
        try {
            Matcher matcher = line.matcher(Files.readString(configuration));
            assertThat(matcher.find()).as(line.pattern()).isTrue();
            Files.writeString(configuration, matcher.replaceFirst(replacement));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        run("nginx -p $PWD -c $PWD/nginx.conf -s reload");
        await().atMost(AT_MOST).until(() -> before.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** What a command line prints that is run beside the log. */
    String run(String command) {
        Shell.Result result = Shell.run(directory, Map.of(), Shell.bash(command));
        assertThat(result.code()).as(result.output()).isZero();
        return result.output();
    }

    /** Until the log shows the share, and that whoever is asked first issues the token. */
    void awaitShare(int percent) {
        int many = percent % 100 == 0 ? FEW : MANY;
        int tolerated = percent % 100 == 0 ? 0 : MANY / 10;
        awaitLast(many, Line::either, lines -> {
            assertThat(lines)
                    .filteredOn(line -> line.first().equals("keycloak"))
                    .hasSizeBetween(many * percent / 100 - tolerated, many * percent / 100 + tolerated);
            assertThat(lines).extracting(Line::answers).containsOnly("200");
        });
    }

    /** Until Keycloak refuses whatever it is asked for first, which is much, and the old server issues it. */
    void awaitKeycloaksRefusals() {
        awaitLast(FEW, line -> line.either() && line.first().equals("keycloak"), lines -> assertThat(lines)
                .extracting(Line::answers)
                .containsOnly("400 : 200"));
    }

    private void awaitLast(int many, Predicate<Line> kind, Consumer<List<Line>> fulfilled) {
        await().atMost(AT_MOST).untilAsserted(() -> {
            List<Line> lines = log(kind);
            assertThat(lines).hasSizeGreaterThanOrEqualTo(many);
            fulfilled.accept(lines.subList(lines.size() - many, lines.size()));
        });
    }

    /** What is logged of the request of a client that does one thing at a time. */
    Line logged(String client, Runnable request) {
        Predicate<Line> ofClient = line -> line.client().equals(client);
        int before = log(ofClient).size();
        request.run();
        return await().atMost(AT_MOST)
                .until(() -> log(ofClient), lines -> lines.size() > before)
                .get(before);
    }

    private List<Line> log(Predicate<Line> kind) {
        try (Stream<String> log = Files.lines(directory.resolve("access.log"))) {
            return log.map(Line::of).filter(kind).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Both logs as they are. */
    String logs() throws IOException {
        return Files.readString(directory.resolve("access.log")) + Files.readString(directory.resolve("nginx.log"));
    }

    @Override
    public void close() {
        nginx.close();
    }
}
