package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.LocalServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import io.github.apiauth.keycloak.launcher.KeycloakProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The APIs of docs/examples/resource-api take the realm's access tokens and nothing else, each where its language is installed. */
@Once
class ResourceApiIT {

    private static final Path EXAMPLES = TestProject.root().resolve("docs/examples/resource-api");
    private static final String INVALID = "Bearer realm=\"api\", error=\"invalid_token\","
            + " error_description=\"The access token is invalid or has expired\"";

    /** An example: how to see whether it can run here, and how to run it. */
    private enum Example {
        PHP("php -r \"exit(extension_loaded('openssl') ? 0 : 1);\"", "exec php -S localhost:$PORT php/api.php"),
        JAVASCRIPT(
                "npm ping --fetch-retries=0",
                "cp javascript/package.json javascript/api.mjs $COPY && cd $COPY && npm install --silent --no-audit && exec node api.mjs"),
        /** The system's, which has what its packages bring. */
        PYTHON(
                "PATH=/usr/bin:$PATH; python3 -c 'import jwt, cryptography'",
                "PATH=/usr/bin:$PATH; exec python3 python/api.py"),
        /** Where Maven has, or can fetch, what its pom.xml inherits. */
        SPRING(
                "mvn -q -B -f docs/examples/resource-api/spring/pom.xml validate",
                "cp -r spring/. $COPY && cd $COPY && { [ -e target/api.jar ] || mvn -q -B -ntp package; }"
                        + " && exec java -XX:TieredStopAtLevel=1 -jar target/api.jar"),
        /** In front of PHP's, as if that were an API that cannot be touched. */
        NGINX(
                "nginx -v && php --version",
                "sed \"s/8090/$PHP/; s/8091/$PHP/; s/8092/$PORT/\" nginx/nginx.conf > $COPY/nginx.conf"
                        + " && exec nginx -p $COPY -c $COPY/nginx.conf");

        private final String needs;
        private final String command;

        Example(String needs, String command) {
            this.needs = needs;
            this.command = command;
        }
    }

    private static final Map<Example, LocalServer> RUNNING = new EnumMap<>(Example.class);

    private static Path directory;

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        directory = temporary;
        String issuer = KeycloakServer.shared().url() + "/realms/api";
        for (Example example : Example.values()) {
            if (Shell.succeeds("bash", "-c", example.needs)) {
                Files.createDirectory(directory.resolve(example.name()));
                RUNNING.put(example, start(example, "api", issuer));
            }
        }
        RUNNING.values().forEach(LocalServer::await);
    }

    private static LocalServer start(Example example, String name, String issuer) throws IOException {
        Path copy = directory.resolve(example.name());
        LocalServer php = RUNNING.get(Example.PHP);
        return LocalServer.start(
                EXAMPLES,
                Map.of(
                        "API_ISSUER",
                        issuer,
                        "API_KEY_FILE",
                        copy.resolve(name + "-keys.json").toString(),
                        "PHP",
                        php == null ? "" : String.valueOf(php.port()),
                        "COPY",
                        copy.toString()),
                example.command,
                copy.resolve(name + ".log"));
    }

    @AfterAll
    static void stop() {
        RUNNING.values().forEach(LocalServer::close);
    }

    @ParameterizedTest
    @EnumSource
    void givenTokenWithTheScope_thenServed(Example example) {
        Answer answer = send(example, "GET", token("read"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().toString())
                .isEqualTo(
                        "{\"error\":false,\"data\":{\"client\":\"server-app\",\"user\":null},\"message\":\"Welcome\"}");
    }

    @ParameterizedTest
    @EnumSource
    void givenTokenWithoutTheScope_then403(Example example) {
        Answer answer = send(example, "POST", token("read"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.data("error")).isEqualTo("insufficient_scope");
        assertThat(answer.header("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"write\"");
    }

    @ParameterizedTest
    @EnumSource
    void givenNoToken_then401(Example example) {
        Answer answer = Request.to(api(example)).method("GET");
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.data("error")).isEqualTo("invalid_token");
        assertThat(answer.header("WWW-Authenticate")).containsExactly("Bearer realm=\"api\"");
    }

    @ParameterizedTest
    @EnumSource
    void givenAnythingElse_then401(Example example) {
        assertThat(others()).allSatisfy(token -> {
            Answer answer = send(example, "GET", token);
            assertThat(answer.status()).as(answer.body()).isEqualTo(401);
            assertThat(answer.data("error")).isEqualTo("invalid_token");
            assertThat(answer.header("WWW-Authenticate")).containsExactly(INVALID);
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NGINX")
    void givenRealmThatDoesNotAnswer_then503(Example example) throws IOException {
        api(example);
        String nowhere = "http://localhost:" + KeycloakProcess.freePort() + "/realms/api";
        try (LocalServer api = start(example, "without-realm", nowhere).await()) {
            Answer answer = send(api.at("/expenses"), "GET", token("read"));
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.data("error")).isEqualTo("temporarily_unavailable");
        }
    }

    /** Forged ones, one of another realm, a refresh token, an ID token, and no JWT. */
    private static Stream<String> others() {
        String token = token("read");
        String[] parts = token.split("\\.", -1);
        String broader = encoded(decoded(parts[1]).replace("\"scope\":\"read\"", "\"scope\":\"read write\""));
        return Stream.of(
                parts[0] + '.' + broader + '.' + parts[2],
                encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + '.' + parts[1] + '.',
                encoded(decoded(parts[0]).replaceFirst("\"kid\" : \"[^\"]*\"", "\"kid\":\"other\""))
                        + '.'
                        + parts[1]
                        + '.'
                        + parts[2],
                parts[0] + '.' + parts[1] + '.',
                AdminApi.shared().accessToken(),
                issued("read").data("refresh_token"),
                issued("read openid").data("id_token"),
                "opaque");
    }

    private static String token(String scope) {
        return issued(scope).data("access_token");
    }

    private static Answer issued(String scope) {
        return Request.api()
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("grant_type", "client_credentials", "scope", scope);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer send(Example example, String method, String token) {
        return send(api(example), method, token);
    }

    private static Answer send(URI api, String method, String token) {
        return Request.to(api).header("Authorization", "Bearer " + token).method(method);
    }

    private static URI api(Example example) {
        LocalServer api = RUNNING.get(example);
        assumeTrue(api != null, () -> example + " cannot run here: " + example.needs);
        return Objects.requireNonNull(api).at("/expenses");
    }
}
