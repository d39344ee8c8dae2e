import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A client of the API for Java 17+; it needs nothing but the JDK.
 *
 * <p>To see it work: {@code java ApiClient.java} runs the {@link Demo} below. Your copy needs neither {@link Demo} nor
 * {@link #main}, and does well to replace {@link Json} by the JSON library that your application uses.
 */
public final class ApiClient {

    /** Refresh this early, so that a token does not expire on its way to the API. */
    private static final Duration EARLY = Duration.ofSeconds(60);

    private static final int MAX_TRIES = 3;

    /** RFC 6750 §2.1. Anything else would not go into a header, and the JDK's complaint would quote it. */
    private static final Pattern BEARER_TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]++=*");

    /** Follows no redirect, which is the default: a redirect would carry the secret along. */
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String url;
    private final String clientId;
    private final String clientSecret;
    private final String scope;
    private final Sleeper sleeper;
    private final Supplier<Instant> now;
    private TokenSet tokens;

    /**
     * @param url the API's base address, without /oauth/token
     * @param scope such as "read write"
     */
    public ApiClient(String url, String clientId, String clientSecret, String scope) {
        this(url, clientId, clientSecret, scope, TimeUnit.SECONDS::sleep, Instant::now);
    }

    /**
     * @param sleeper waits after a 429
     * @param now the time
     */
    public ApiClient(
            String url, String clientId, String clientSecret, String scope, Sleeper sleeper, Supplier<Instant> now) {
        this.url = url.replaceFirst("/+$", "");
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.scope = scope;
        this.sleeper = sleeper;
        this.now = now;
    }

    /** For {@code java ApiClient.java} only. */
    public static void main(String[] args) throws InterruptedException {
        System.exit(Demo.run(System.getenv()));
    }

    /** A bearer token that is good for another minute at least. */
    public String token() throws ApiException, InterruptedException {
        return tokens().accessToken();
    }

    /** The same with its type, lifetime and scope. Threads that need a token at the same time share one request. */
    public synchronized TokenSet tokens() throws ApiException, InterruptedException {
        if (tokens == null || !now.get().isBefore(tokens.freshUntil())) {
            TokenSet refreshed = refresh();
            tokens = refreshed != null ? refreshed : issue();
        }
        return tokens;
    }

    /**
     * Requests a resource. The URL gets the bearer token, so pass only your API's.
     *
     * @throws ApiException on 400, on a second 401, on a third 429, and if there is no answer
     */
    public Response get(String resource) throws ApiException, InterruptedException {
        String token = token();
        HttpResponse<String> response = getWithBearer(resource, token);
        if (response.statusCode() == 401) {
            // Expired by the server's clock, or revoked: one new token, then give up.
            forget(token);
            response = getWithBearer(resource, token());
        }
        if (Set.of(400, 401, 429).contains(response.statusCode())) {
            throw ApiException.refused(response);
        }
        return new Response(response.statusCode(), response.body());
    }

    private synchronized void forget(String token) {
        if (tokens != null && tokens.accessToken().equals(token)) {
            tokens = null;
        }
    }

    private TokenSet issue() throws ApiException, InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "client_credentials");
        parameters.put("scope", scope);
        return requestToken(parameters, null);
    }

    /** Null if there is nothing to refresh or the server no longer takes the refresh token. */
    private TokenSet refresh() throws ApiException, InterruptedException {
        if (tokens == null || tokens.refreshToken() == null) {
            return null;
        }
        // The refresh token is reusable: keep the first one and ignore those in later answers.
        String first = tokens.refreshToken();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "refresh_token");
        parameters.put("refresh_token", first);
        try {
            return requestToken(parameters, first);
        } catch (ApiException refused) {
            if (refused.status() != 401) {
                throw refused;
            }
            return null;
        }
    }

    private TokenSet requestToken(Map<String, String> parameters, String firstRefreshToken)
            throws ApiException, InterruptedException {
        Instant requestedAt = now.get();
        parameters.put("client_id", clientId);
        parameters.put("client_secret", clientSecret);
        HttpResponse<String> response = sendPatiently(request(url + "/oauth/token")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.object(parameters)))
                .build());

        String json = response.body();
        String accessToken = Json.string(json, "access_token");
        Integer expiresIn = Json.integer(json, "expires_in");
        boolean isToken =
                accessToken != null && BEARER_TOKEN.matcher(accessToken).matches();
        if (response.statusCode() != 200 || !isToken || expiresIn == null) {
            throw ApiException.refused(response);
        }
        return new TokenSet(
                accessToken,
                firstRefreshToken != null ? firstRefreshToken : Json.string(json, "refresh_token"),
                Json.string(json, "token_type"),
                expiresIn,
                Json.string(json, "scope"),
                Json.string(json, "message"),
                requestedAt.plusSeconds(expiresIn).minus(EARLY));
    }

    private HttpResponse<String> getWithBearer(String resource, String token)
            throws ApiException, InterruptedException {
        return sendPatiently(
                request(resource).header("Authorization", "Bearer " + token).build());
    }

    private static HttpRequest.Builder request(String address) throws ApiException {
        try {
            return HttpRequest.newBuilder(URI.create(address))
                    .timeout(Duration.ofSeconds(30))
                    .header("Accept", "application/json");
        } catch (IllegalArgumentException malformed) {
            throw ApiException.noAnswer(malformed);
        }
    }

    /** Sends again after a 429, but not for ever: the third one is returned. */
    private HttpResponse<String> sendPatiently(HttpRequest request) throws ApiException, InterruptedException {
        HttpResponse<String> response = send(request);
        for (int tries = 1; response.statusCode() == 429 && tries < MAX_TRIES; tries++) {
            sleeper.sleep(retryAfter(response));
            response = send(request);
        }
        return response;
    }

    private HttpResponse<String> send(HttpRequest request) throws ApiException, InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw ApiException.noAnswer(failure);
        }
    }

    /** Seconds to wait after a 429; 1 where the server names none. */
    private static int retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .orElse(1);
    }

    /** Waits some seconds. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(long seconds) throws InterruptedException;
    }

    /** What a resource answered. */
    public record Response(int status, String body) {}

    /** What the token endpoint answered. */
    public record TokenSet(
            String accessToken,
            String refreshToken,
            String tokenType,
            int expiresIn,
            String scope,
            String message,
            Instant freshUntil) {

        /** Leaves the tokens out, for the sake of logs. */
        @Override
        public String toString() {
            return message + ": " + tokenType + ", " + expiresIn + " s, scope " + scope;
        }
    }

    /**
     * The API refused the request or did not answer.
     *
     * <ul>
     *   <li>400: the request is wrong; show the message, do not retry.
     *   <li>401: the credentials are wrong.
     *   <li>429: too many requests; {@link #retryAfter()} says how many seconds to wait.
     * </ul>
     */
    public static final class ApiException extends IOException {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final String code;
        private final Integer retryAfter;

        ApiException(int status, String code, String message, Integer retryAfter) {
            super(message);
            this.status = status;
            this.code = code;
            this.retryAfter = retryAfter;
        }

        static ApiException refused(HttpResponse<String> response) {
            String code = Json.string(response.body(), "error");
            String message = Json.string(response.body(), "message");
            // The raw body stays out of the message: it could hold anything, tokens included.
            boolean enveloped = code != null && message != null;
            return new ApiException(
                    response.statusCode(),
                    enveloped ? code : "unexpected_answer",
                    enveloped ? message : "The answer is not what the API sends",
                    response.statusCode() == 429 ? ApiClient.retryAfter(response) : null);
        }

        static ApiException noAnswer(Exception failure) {
            String reason = failure.getMessage();
            return new ApiException(
                    0, "no_answer", reason != null ? reason : failure.getClass().getSimpleName(), null);
        }

        /** The HTTP status, 0 if there was no answer. */
        public int status() {
            return status;
        }

        /** Such as "invalid_client". */
        public String code() {
            return code;
        }

        /** Seconds to wait, null unless the status is 429. */
        public Integer retryAfter() {
            return retryAfter;
        }
    }

    /**
     * Just enough JSON to read this API's token answers without a library: the first member of that name and type,
     * wherever it is nested. A real application uses its JSON library.
     */
    private static final class Json {

        private static final String STRING = "\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"";
        private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

        static String string(String json, String name) {
            Matcher matcher =
                    Pattern.compile("\"" + name + "\"\\s*:\\s*" + STRING).matcher(json);
            return matcher.find() ? ESCAPE.matcher(matcher.group(1)).replaceAll(Json::unescape) : null;
        }

        static Integer integer(String json, String name) {
            Matcher matcher =
                    Pattern.compile("\"" + name + "\"\\s*:\\s*(\\d{1,9})\\b").matcher(json);
            return matcher.find() ? Integer.valueOf(matcher.group(1)) : null;
        }

        static String object(Map<String, String> members) {
            return members.entrySet().stream()
                    .map(member -> quote(member.getKey()) + ":" + quote(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }

        private static String unescape(MatchResult escape) {
            if (escape.group(1) != null) {
                char character = (char) Integer.parseInt(escape.group(1), 16);
                return Matcher.quoteReplacement(String.valueOf(character));
            }
            return Matcher.quoteReplacement(
                    switch (escape.group(2)) {
                        case "b" -> "\b";
                        case "f" -> "\f";
                        case "n" -> "\n";
                        case "r" -> "\r";
                        case "t" -> "\t";
                        default -> escape.group(2);
                    });
        }

        private static String quote(String text) {
            StringBuilder quoted = new StringBuilder("\"");
            for (char character : text.toCharArray()) {
                if (character == '"' || character == '\\') {
                    quoted.append('\\').append(character);
                } else if (character < ' ') {
                    quoted.append(String.format("\\u%04x", (int) character));
                } else {
                    quoted.append(character);
                }
            }
            return quoted.append('"').toString();
        }
    }
}

/** {@code java ApiClient.java} with API_URL, API_CLIENT_ID, API_CLIENT_SECRET and perhaps API_RESOURCE. */
final class Demo {

    private Demo() {}

    /** The exit code. */
    static int run(Map<String, String> environment) throws InterruptedException {
        String url = environment.getOrDefault("API_URL", "");
        String id = environment.getOrDefault("API_CLIENT_ID", "");
        String secret = environment.getOrDefault("API_CLIENT_SECRET", "");
        if (url.isEmpty() || id.isEmpty() || secret.isEmpty()) {
            System.err.println("Set API_URL, API_CLIENT_ID and API_CLIENT_SECRET");
            return 1;
        }
        try {
            demo(url, id, secret, environment.getOrDefault("API_RESOURCE", ""));
            return 0;
        } catch (ApiClient.ApiException exception) {
            System.err.println("Unexpected: " + refusal(exception));
        } catch (Unexpected unexpected) {
            System.err.println("Unexpected: " + unexpected.getMessage());
        }
        return 1;
    }

    private static void demo(String url, String id, String secret, String resource)
            throws ApiClient.ApiException, Unexpected, InterruptedException {
        // The demo turns the client's clock forward instead of waiting for the token to expire.
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        Supplier<Instant> now = () -> Instant.now().plus(ahead.get());
        ApiClient api = new ApiClient(url, id, secret, "read write", TimeUnit.SECONDS::sleep, now);

        ApiClient.TokenSet issued = api.tokens();
        System.out.println(issued);
        expectMessage(issued, "Token issued");

        ahead.set(Duration.ofSeconds(issued.expiresIn()));
        ApiClient.TokenSet refreshed = api.tokens();
        System.out.println(refreshed);
        expectMessage(refreshed, "Token refreshed");

        expectRefusal("Wrong secret", new ApiClient(url, id, "wrong-secret", "read write"), 401);
        expectRefusal("Bad request", new ApiClient(url, id, secret, "nope"), 400);

        if (!resource.isEmpty()) {
            System.out.println("Resource: " + api.get(resource).status());
        }
    }

    private static void expectMessage(ApiClient.TokenSet tokens, String message) throws Unexpected {
        if (!message.equals(tokens.message())) {
            throw new Unexpected("the message should be \"" + message + "\"");
        }
    }

    private static void expectRefusal(String title, ApiClient api, int status) throws Unexpected, InterruptedException {
        try {
            api.token();
        } catch (ApiClient.ApiException refused) {
            System.out.println(title + ": " + refusal(refused));
            if (refused.status() != status) {
                throw new Unexpected("the status should be " + status);
            }
            return;
        }
        throw new Unexpected(title + ", but a token was issued");
    }

    private static String refusal(ApiClient.ApiException exception) {
        return exception.status() + " " + exception.code() + " " + exception.getMessage();
    }

    private static final class Unexpected extends Exception {

        private static final long serialVersionUID = 1L;

        Unexpected(String message) {
            super(message);
        }
    }
}
