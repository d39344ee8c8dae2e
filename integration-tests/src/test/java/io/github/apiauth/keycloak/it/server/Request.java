package io.github.apiauth.keycloak.it.server;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An HTTP request in the making: {@code Request.to(address).basic(id, secret).json("grant_type", …)}. Each exchange with the API
 * lane is held to the description of its contract, such as docs/openapi.yaml.
 */
public final class Request {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpRequest.Builder builder;
    private boolean described = true;

    private Request(URI address) {
        builder = HttpRequest.newBuilder(address).timeout(TIMEOUT);
    }

    /** A request to the shared server's token endpoint on the API lane. */
    public static Request api() {
        return to("/realms/api/rest/api/v2/oauth/token");
    }

    /** A request to one of Keycloak's own endpoints in the realm {@code api}. */
    public static Request standard(String endpoint) {
        return standard(KeycloakServer.shared(), endpoint);
    }

    /** A request to one of Keycloak's own endpoints in the realm {@code api} of this server. */
    public static Request standard(KeycloakServer server, String endpoint) {
        return to(URI.create(server.url() + "/realms/api/protocol/openid-connect/" + endpoint));
    }

    /** A request to a path of the shared server. */
    public static Request to(String path) {
        return new Request(URI.create(KeycloakServer.shared().url() + path));
    }

    /** A request to any address. */
    public static Request to(URI address) {
        return new Request(address);
    }

    /** The answers to the same request, sent this many times at the same moment. */
    public static List<Answer> atOnce(int times, Supplier<Answer> request) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<CompletableFuture<Answer>> answers = Stream.generate(() -> supplyAsync(request, threads))
                    .limit(times)
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    /** Whose path is below a realm's {@code rest}, but no contract's that has a description. */
    public Request undescribed() {
        described = false;
        return this;
    }

    /** Adds a header. */
    public Request header(String name, String value) {
        builder.header(name, value);
        return this;
    }

    /** Authenticates a client with HTTP Basic (RFC 6749 §2.3.1: both parts are form-encoded first). */
    public Request basic(String client, String secret) {
        return plainBasic(encode(client), encode(secret));
    }

    /** Authenticates a client with HTTP Basic as curl and PHP do, with id and secret as they are. */
    public Request plainBasic(String client, String secret) {
        String credentials = client + ":" + secret;
        return header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends names and values as a JSON object. */
    public Answer json(Object... pairs) {
        try {
            return post("application/json", JSON.writeValueAsString(map(pairs)));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Sends names and values as a form. */
    public Answer form(Object... pairs) {
        return post(
                "application/x-www-form-urlencoded",
                map(pairs).entrySet().stream()
                        .map(pair -> encode(pair.getKey()) + "=" + encode(String.valueOf(pair.getValue())))
                        .collect(Collectors.joining("&")));
    }

    /** Sends this text as JSON, whatever it is. */
    public Answer json(String text) {
        return post("application/json", text);
    }

    /** Sends this text. */
    public Answer post(String contentType, String body) {
        return post(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends these bytes. */
    public Answer post(String contentType, byte[] body) {
        builder.header("Content-Type", contentType);
        return exchange("POST", body);
    }

    /** Sends this text and does not say what it is. */
    public Answer postWithoutContentType(String body) {
        return exchange("POST", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends no body. */
    public Answer method(String method) {
        return exchange(method, new byte[0]);
    }

    /** Sends this text with any method. */
    public Answer method(String method, String contentType, String body) {
        builder.header("Content-Type", contentType);
        return exchange(method, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends JSON with any method. */
    public Answer method(String method, Map<String, ?> json) {
        try {
            builder.header("Content-Type", "application/json");
            return exchange(method, JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Answer exchange(String method, byte[] body) {
        return exchange(builder, method, body, described);
    }

    /** Sends what was built elsewhere; redirects are not followed and cookies not kept. */
    static Answer send(HttpRequest.Builder builder, String method, byte[] body) {
        return exchange(builder, method, body, true);
    }

    private static Answer exchange(HttpRequest.Builder builder, String method, byte[] body, boolean described) {
        HttpRequest request = builder.method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        Answer answer = send(request);
        if (described) {
            Contract.hold(request, body, answer);
        }
        Confidential.note(body, answer);
        return answer;
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    CLIENT.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
