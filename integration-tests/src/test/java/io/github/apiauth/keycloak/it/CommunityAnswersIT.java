package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Browser;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The requests that {@code community-api/answers.json} has recorded with a server of the community API, and its answers, which the
 * contract {@code community} gives too. Its clients have their names here; {@code web-app} has its own secret. One request after the
 * other: some send what an earlier one was given.
 */
class CommunityAnswersIT {

    /** Where it is decided not to answer as the old server does. */
    private static final String DECISION = "docs/decisions/0012-what-the-community-contract-does-not-follow.md";

    private static final RecordedAnswer NOT_FOUND = RecordedAnswer.error(404, "invalid_request");

    /** What is answered instead, by the name of the request. For each, {@link #DECISION} says why. */
    private static final Map<String, RecordedAnswer> DIFFERENCES = Map.ofEntries(
            // Which client is it? RFC 6749 §2.3 forbids two authentications; the old server believes the header.
            entry(
                    "client credentials, Basic and another client in the body",
                    RecordedAnswer.error(400, "invalid_request")),
            // RFC 6749 §5.2 has this code for a client that is known and may not use the grant.
            entry("scope beyond the client's", RecordedAnswer.error(400, "unauthorized_client")),
            // RFC 7009 §2.1: the client's credentials are verified first.
            entry("revoke without client", RecordedAnswer.error(400, "invalid_client")),
            // RFC 7009 §2.1: the hint is an optimization, and a server may ignore it, as Keycloak does.
            entry("revoke, unknown hint", RecordedAnswer.json(200, Map.of(), "{\"revoked\":true}")),
            // RFC 6749 §4.1.2.1 has a code for it, which Keycloak sends.
            entry(
                    "authorize, unknown response type",
                    RecordedAnswer.redirect("http://localhost:3000/callback?error=unsupported_response_type&state=s")),
            // The API answers its own resources, and verifies tokens itself.
            entry("resource, bearer", NOT_FOUND),
            entry("resource, token in the query", NOT_FOUND),
            entry("resource, none", NOT_FOUND),
            entry("resource, garbage", NOT_FOUND),
            entry("resource, two ways", NOT_FOUND));

    /** After it the old server still takes the successor of the token; here the theft is believed (RFC 9700 §4.14.2). */
    private static final String REUSE = "refresh, used before";

    /** Where the recorded names of tokens come from. */
    private static final Map<String, Source> SOURCES = Map.of(
            "cc_access", new Source("client credentials, Basic, form", "access_token"),
            "pw_refresh", new Source("password", "refresh_token"),
            "next_refresh", new Source("refresh", "refresh_token"),
            "narrow_refresh", new Source("refresh, lesser scope", "refresh_token"),
            "az_code", new Source("authorize, code", "code"),
            "codetok_access", new Source("code exchange", "access_token"));

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
    private static final String RECORDED_SECRET = "web-secret";
    private static final String TOKEN = "/restful_api/token";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Answer> ANSWERS = new HashMap<>();

    /**
     * A token that an answer held.
     *
     * @param exchange the name of the request
     * @param member of its JSON, or the parameter of its redirect
     */
    record Source(String exchange, String member) {}

    record RecordedRequest(String method, String path, Map<String, String> headers, String body) {}

    record Exchange(
            String name,
            RecordedRequest request,
            @JsonProperty("answer") RecordedAnswer recorded) {

        RecordedAnswer expected() {
            return DIFFERENCES.getOrDefault(name, recorded);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void createClients() {
        createClient("limited", Map.of("secret", "limited-secret", "redirectUris", List.of("http://localhost:3002/")));
        createClient(
                "public-app",
                Map.of(
                        "publicClient",
                        true,
                        "implicitFlowEnabled",
                        true,
                        "redirectUris",
                        List.of("http://localhost:3001/callback"),
                        "attributes",
                        Map.of("access.token.lifespan", "86400")));
    }

    @AfterAll
    static void deleteClients() {
        AdminApi.shared().delete(AdminApi.shared().client("api", "limited"));
        AdminApi.shared().delete(AdminApi.shared().client("api", "public-app"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exchanges")
    void givenRecordedRequest_thenTheRecordedAnswer(Exchange exchange) {
        Answer answer = send(exchange);
        ANSWERS.put(exchange.name(), answer);
        exchange.expected().assertGivenBy(answer);
        if (exchange.name().equals(REUSE)) {
            RecordedAnswer.error(400, "invalid_grant").assertGivenBy(refresh(token("next_refresh"), "read"));
            ANSWERS.put("refresh", login("read"));
        }
    }

    /** As RFC 6749 §6 has it; the old server's next refresh token has the lesser scope. */
    @Test
    void givenLesserScope_thenTheNextRefreshTokenIsAsBroadAsTheFirst() {
        Answer narrow = refresh(login("read write").json().path("refresh_token").asText(), "read");
        assertThat(narrow.json().path("scope").asText()).isEqualTo("read");
        Answer broad = refresh(narrow.json().path("refresh_token").asText(), "read write");
        assertThat(broad.json().path("scope").asText()).isEqualTo("read write");
    }

    @Test
    void givenDifference_thenItIsOfARecordedAnswerAndDecided() throws IOException {
        assertThat(exchanges().map(Exchange::name))
                .containsAll(DIFFERENCES.keySet())
                .contains(REUSE);
        String decision = Files.readString(TestProject.root().resolve(DECISION));
        assertThat(Stream.concat(DIFFERENCES.keySet().stream(), Stream.of(REUSE)))
                .allSatisfy(name -> assertThat(decision).contains("`" + name + "`"));
    }

    static Stream<Exchange> exchanges() throws IOException {
        try (InputStream file = CommunityAnswersIT.class.getResourceAsStream("/community-api/answers.json")) {
            return Stream.of(JSON.readValue(file, Exchange[].class));
        }
    }

    private static Answer send(Exchange exchange) {
        RecordedRequest recorded = exchange.request();
        String path = filled(recorded.path(), true);
        if (exchange.expected().needsLogin()) {
            return Browser.loginAsJane(URI.create(KeycloakServer.shared().url() + path));
        }
        Request request = Request.to(path);
        Map<String, String> headers = new HashMap<>(recorded.headers());
        String contentType = headers.remove("Content-Type");
        headers.forEach((name, value) -> request.header(name, credentials(filled(value, false))));
        if (contentType == null) {
            return request.method(recorded.method());
        }
        boolean form = contentType.startsWith("application/x-www-form-urlencoded");
        return request.method(recorded.method(), contentType, filled(recorded.body(), form));
    }

    private static Answer refresh(String token, String scope) {
        return Request.to(TOKEN)
                .plainBasic(WEB_APP, secret(WEB_APP))
                .form("grant_type", "refresh_token", "refresh_token", token, "scope", scope);
    }

    private static Answer login(String scope) {
        return Request.to(TOKEN)
                .plainBasic(WEB_APP, secret(WEB_APP))
                .form(
                        "grant_type",
                        "password",
                        "username",
                        "jane@example.com",
                        "password",
                        "jane-password",
                        "scope",
                        scope);
    }

    /** With the tokens of earlier answers and the secret of our client. */
    private static String filled(String recorded, boolean encoded) {
        String secret = secret(WEB_APP);
        return PLACEHOLDER
                .matcher(recorded)
                .replaceAll(name -> Matcher.quoteReplacement(token(name.group(1))))
                .replace(RECORDED_SECRET, encoded ? URLEncoder.encode(secret, StandardCharsets.UTF_8) : secret);
    }

    /** The same within HTTP Basic, where the old API's clients encode nothing. */
    private static String credentials(String header) {
        String basic = "Basic ";
        if (!header.startsWith(basic)) {
            return header;
        }
        String recorded =
                new String(Base64.getDecoder().decode(header.substring(basic.length())), StandardCharsets.UTF_8);
        return basic
                + Base64.getEncoder().encodeToString(filled(recorded, false).getBytes(StandardCharsets.UTF_8));
    }

    private static String token(String name) {
        Source source = Optional.ofNullable(SOURCES.get(name)).orElseThrow(() -> new AssertionError("Which? " + name));
        Answer answer = Optional.ofNullable(ANSWERS.get(source.exchange()))
                .orElseThrow(() -> new AssertionError("Not run: " + source.exchange()));
        return answer.header("Location").isEmpty()
                ? Optional.of(answer.json().path(source.member()))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText)
                        .orElseThrow(() -> new AssertionError(source + " has none: " + answer.body()))
                : Browser.parameters(answer).getOrDefault(source.member(), "");
    }

    /** A client for the authorization code and the scope {@code read}. */
    private static void createClient(String client, Map<String, ?> more) {
        Map<String, Object> created = new HashMap<>(Map.of(
                "clientId",
                client,
                "standardFlowEnabled",
                true,
                "serviceAccountsEnabled",
                false,
                "fullScopeAllowed",
                false,
                "defaultClientScopes",
                List.of("basic", "api-audience"),
                "optionalClientScopes",
                List.of("read")));
        created.putAll(more);
        AdminApi.shared().post("/realms/api/clients", created);
    }
}
