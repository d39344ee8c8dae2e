package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak's admin REST API below {@code /admin/realms/{realm}}. A server that is busy, restarting or out of reach for some seconds is
 * asked again: what is written here can be written twice.
 */
final class AdminApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);
    private static final int TRIES = 6;
    private static final long FIRST_PAUSE_MILLIS = 500;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI server;
    private final String realm;
    private final AdminLogin login;
    private Token token = new Token("", Instant.MIN);

    private record Token(String value, Instant renewAt) {}

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body missing if there is none
     * @param id of what was created; empty otherwise
     */
    record Answer(int status, JsonNode body, String id) {

        boolean isSuccess() {
            return status / 100 == 2;
        }

        /** This, or what keeps the row from going over. */
        Answer requireTaken() throws NotMovableException {
            if (!isSuccess()) {
                throw new NotMovableException(
                        "Keycloak refuses it: " + message(), "correct the row, or leave it out, and run again");
            }
            return this;
        }

        /** Keycloak's words for a failure, without the values that they are about. */
        String message() {
            if (body.path("errors").isArray()) {
                return StreamSupport.stream(body.path("errors").spliterator(), false)
                        .map(error -> error.path("field").asText() + ": "
                                + error.path("errorMessage").asText())
                        .collect(Collectors.joining(", "));
            }
            for (String member : new String[] {"errorMessage", "error_description", "error"}) {
                if (body.path(member).isTextual()) {
                    return (body.has("field") ? body.path("field").asText() + ": " : "")
                            + body.path(member).asText();
                }
            }
            return "HTTP " + status;
        }
    }

    /** Of this server and realm. */
    AdminApi(URI server, String realm, AdminLogin login) {
        this.server = server;
        this.realm = realm;
        this.login = login;
    }

    /** Text as part of a path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Reads what must be there. */
    JsonNode get(String path) throws MigrateException {
        return required("GET", path, send("GET", path, null)).body();
    }

    /**
     * Reads a list in pages, of which one is held at a time.
     *
     * @param path with a query
     * @param size of a page
     * @param consumer gets the elements
     */
    void forEach(String path, int size, Consumer<JsonNode> consumer) throws MigrateException {
        int first = 0;
        JsonNode page;
        do {
            page = get(path + "&first=" + first + "&max=" + size);
            page.forEach(consumer);
            first += size;
        } while (page.size() == size);
    }

    /** Reads what may be missing. */
    Optional<JsonNode> find(String path) throws MigrateException {
        Answer answer = send("GET", path, null);
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(required("GET", path, answer).body());
    }

    /** Writes what must succeed. */
    Answer write(String method, String path, @Nullable JsonNode body) throws MigrateException {
        return required(method, path, send(method, path, body));
    }

    private Answer required(String method, String path, Answer answer) throws MigrateException {
        if (!answer.isSuccess()) {
            throw new MigrateException("Keycloak answers '" + answer.message() + "' (HTTP " + answer.status() + ") to "
                    + method + " " + resource(path) + ".");
        }
        return answer;
    }

    /**
     * Sends what may be refused.
     *
     * @param path below the realm's, with a slash in front
     * @throws MigrateException if the server is out of reach or lets the administrator do nothing
     */
    Answer send(String method, String path, @Nullable JsonNode body) throws MigrateException {
        Answer answer = authorized(method, path, body, bearer(false));
        if (answer.status() == 401) {
            answer = authorized(method, path, body, bearer(true));
        }
        if (answer.status() == 401 || answer.status() == 403) {
            throw new MigrateException("Keycloak does not let " + login + " do this (HTTP " + answer.status() + " to "
                    + method + " " + resource(path)
                    + "). It needs the roles manage-clients, manage-users and manage-realm of the realm " + realm
                    + ".");
        }
        return answer;
    }

    /** As messages name it: queries hold usernames. */
    private String resource(String path) {
        return "/admin/realms/" + realm + path.replaceAll("\\?.*", "");
    }

    private Answer authorized(String method, String path, @Nullable JsonNode body, String bearer)
            throws MigrateException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server + "/admin/realms/" + encoded(realm) + path))
                .header("Authorization", "Bearer " + bearer)
                .header("Accept", "application/json");
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return patiently(request.method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString())));
    }

    private synchronized String bearer(boolean anew) throws MigrateException {
        if (anew || Instant.now().isAfter(token.renewAt())) {
            String form = login.parameters().entrySet().stream()
                    .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                    .collect(Collectors.joining("&"));
            Instant asked = Instant.now();
            Answer answer = patiently(HttpRequest.newBuilder(
                            URI.create(server + "/realms/" + encoded(login.realm()) + "/protocol/openid-connect/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form)));
            if (!answer.isSuccess() || !answer.body().has("access_token")) {
                throw new MigrateException("Keycloak refuses " + login + ": " + answer.message()
                        + ". Check --to, --realm and the variables MIGRATE_ADMIN_….");
            }
            token = new Token(
                    answer.body().path("access_token").asText(),
                    asked.plusSeconds(answer.body().path("expires_in").asLong() / 2));
        }
        return token.value();
    }

    private Answer patiently(HttpRequest.Builder request) throws MigrateException {
        long pause = FIRST_PAUSE_MILLIS;
        String last = "";
        try {
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                try {
                    Answer answer = once(request);
                    if (!LATER.contains(answer.status())) {
                        return answer;
                    }
                    last = "HTTP " + answer.status();
                } catch (IOException unreachable) {
                    last = String.valueOf(unreachable.getMessage());
                }
                if (attempt < TRIES) {
                    Thread.sleep(pause);
                    pause *= 2;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            last = "interrupted";
        }
        throw new MigrateException("Keycloak at " + server + " is out of reach (" + last
                + "). Once it is there again, run ./migrate again: it goes on where it was.");
    }

    private Answer once(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofByteArray());
        String location = response.headers().firstValue("Location").orElse("");
        return new Answer(
                response.statusCode(), json(response.body()), location.substring(location.lastIndexOf('/') + 1));
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException page) {
            return MissingNode.getInstance(); // of a proxy
        }
    }
}
