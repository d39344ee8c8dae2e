package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no HTTP client sends, as bytes: they reach nothing but what is mapped. */
@SameInContainer
class HostileRequestIT {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    /** Paths that a lenient server would take for the admin API's, another realm's, or the token endpoint's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/restful_api/../admin/realms",
                "/restful_api/..;/admin/realms",
                "/restful_api/%2e%2e/admin/realms",
                "/restful_api/..%2f..%2f..%2f..%2f..%2fadmin/realms",
                "/restful_api/%2e%2e%2f%2e%2e%2fmaster/protocol/openid-connect/certs",
                "/restful_api/..\\..\\admin",
                "//restful_api/token",
                "/restful_api//token",
                "/restful_api/./token",
                "/restful_api/token%00",
                "/restful_api/token%2f",
                "/restful_api/token;jsessionid=1",
                "/rest/api/v2/oauth/%74oken",
                "/realms/api/rest/..;/..;/master",
                "/realms/api/rest/%2e%2e/%2e%2e/master",
                "/realms/api/rest/api/v2/oauth/token/../../../../../../master",
                "/realms/api/rest/api/v2/oauth//token",
                "/realms/api/rest//api/v2/oauth/token",
                "/realms/api%2frest/api/v2/oauth/token",
                "*",
            })
    void givenPathTrick_thenNothingIsReached(String path) throws IOException {
        String answer = exchange("POST " + path + " HTTP/1.1");
        assertThat(status(answer)).as(answer).isBetween(400, 405);
        assertThat(answer).doesNotContain("\"realm\"", "public_key", "\"keys\"", "access_token");
    }

    /** RFC 9112 §3.2.2: the target's authority replaces Host; the path is the same. */
    @Test
    void givenAbsoluteTarget_thenItsPathCounts() throws IOException {
        String answer = exchange("POST http://localhost/restful_api/token HTTP/1.1");
        assertThat(status(answer)).isBetween(400, 415);
        assertThat(exchange("POST http://localhost/restful_api/../admin/realms HTTP/1.1"))
                .doesNotContain("\"realm\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-HTTP-Method-Override: DELETE",
                "X-HTTP-Method: PUT",
                "X-Original-URL: /admin/realms",
                "X-Rewrite-URL: /admin/realms",
                "X-Forwarded-Prefix: /admin",
            })
    void givenOverridingHeader_thenIgnored(String header) throws IOException {
        String plain = exchange("POST /restful_api/token HTTP/1.1", "Content-Type: application/json");
        String answer = exchange("POST /restful_api/token HTTP/1.1", "Content-Type: application/json", header);
        assertThat(status(answer)).isEqualTo(status(plain)).isEqualTo(400);
        assertThat(body(answer)).isEqualTo(body(plain));
    }

    /** What a proxy in front reads differently must be refused, or end the connection: the rest is nobody's request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4|Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked|Content-Length: 4",
                "Content-Length: 4|Content-Length: 5",
                "Content-Length: +4",
                "Content-Length: 4, 4x",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: chunked|Transfer-Encoding: identity",
            })
    void givenTwoReadingsOfTheLength_thenNoSecondRequestIsAnswered(String headers) throws IOException {
        for (String path : new String[] {"/restful_api/token", "/realms/api/rest/api/v2/oauth/token"}) {
            String smuggled = "0\r\n\r\nGET /realms/master HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            String answer = send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + headers.replace("|", "\r\n") + "\r\n\r\n" + smuggled);
            assertThat(STATUS.matcher(answer).results()).as(answer).hasSizeLessThanOrEqualTo(1);
            assertThat(answer).doesNotContain("\"realm\":\"master\"");
        }
    }

    /** Where a request was sent must be clear, by its only Host and its address: Keycloak would answer 500. */
    @ParameterizedTest
    @MethodSource("unreadable")
    void givenRequestThatNamesNoServer_then400InTheLanesShape(String line, String hosts) throws IOException {
        String answer = send(line + "\r\n" + hosts.replace("|", "\r\n") + (hosts.isEmpty() ? "" : "\r\n")
                + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        assertThat(answer)
                .matches("HTTP/1\\.[01] 400 (?s:.*)")
                .contains("\"error\":\"invalid_request\"", "Host header");
        assertThat(answer.contains("\"data\"")).isEqualTo(line.contains("/rest/"));
    }

    static Stream<Arguments> unreadable() {
        List<String> requests = List.of(
                "POST %s/realms/api/rest/api/v2/oauth/token",
                "POST %s/realms/api/protocol/openid-connect/token",
                "POST %s/restful_api/token",
                "GET %s/rest/api/v2/plugins",
                "GET %s/realms/api/rest/api/v2/oauth/authorize?client_id=web-app&response_type=code",
                "GET %s/realms/api/protocol/openid-connect/auth?client_id=web-app&response_type=code");
        return requests.stream()
                .flatMap(request -> Stream.of(
                        Arguments.of(request.formatted("") + " HTTP/1.0", ""),
                        Arguments.of(request.formatted("http://localhost") + " HTTP/1.0", ""),
                        Arguments.of(request.formatted("") + " HTTP/1.1", ""),
                        Arguments.of(request.formatted("") + " HTTP/1.1", "Host:"),
                        Arguments.of(request.formatted("") + " HTTP/1.1", "Host: :80"),
                        Arguments.of(request.formatted("") + " HTTP/1.1", "Host: a b"),
                        Arguments.of(request.formatted("") + " HTTP/1.1", "Host: localhost:99999"),
                        Arguments.of(request.formatted("") + " HTTP/1.1", "Host: localhost:x"),
                        Arguments.of(request.formatted("") + " HTTP/1.1", "Host: [::1"),
                        Arguments.of(request.formatted("") + " HTTP/1.0", "Host: [nope]"),
                        Arguments.of(request.formatted("") + " HTTP/1.1", "Host: user@localhost"),
                        Arguments.of(request.formatted("") + " HTTP/1.1", "Host: localhost|Host: localhost")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/realms/api/rest/api/v2/oauth/token", "/realms/api/protocol/openid-connect/token"})
    void givenHttp10WithHost_thenAnswered(String path) throws IOException {
        String answer = exchange("POST " + path + " HTTP/1.0", "Content-Type: application/json");
        assertThat(answer).startsWith("HTTP/1.0 400 ").contains("grant_type");
    }

    /** Keycloak's own, which needs no Host. */
    @Test
    void givenHttp10WithoutHost_thenTheRealmsKeysAsEver() throws IOException {
        assertThat(send("GET /realms/api/protocol/openid-connect/certs HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.0 200 ")
                .contains("\"keys\"");
    }

    /** Credentials in every place in which Keycloak looks, as no client sends them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_assertion=e30.bnVsbA&client_assertion_type="
                        + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer",
                "client_assertion=e30.bnVsbA&client_assertion=e30.e30&client_assertion_type=x",
                "client_id=&client_id=server-app&client_secret=",
                "client_id=server-app&client_id=web-app&client_secret=x&client_secret=y",
                "client_secret=x&assertion=e30.bnVsbA&token=e30.bnVsbA&refresh_token=e30.bnVsbA",
                "code=..&username=%00&email=%00&password=%00",
            })
    void givenHostileCredentials_thenRefusedAndCounted(String form) throws IOException {
        double uncounted = uncounted();
        for (String path : new String[] {
            "/restful_api/token",
            "/realms/api/protocol/openid-connect/token",
            "/realms/api/protocol/openid-connect/token?client_id=%zz",
            "/realms/api/protocol/openid-connect/revoke",
            "/realms/api/protocol/openid-connect/ext/par/request",
        }) {
            String body = "grant_type=client_credentials&" + form;
            for (String headers : new String[] {
                "",
                "Authorization: Basic\r\n",
                "Authorization: Basic !!!\r\nAuthorization: Basic e30=\r\n",
                "Authorization: Basic JXp6OiV6eg==\r\n",
                "OAuth-Client-Attestation: e30.bnVsbA\r\nOAuth-Client-Attestation: e30.bnVsbA\r\n",
            }) {
                String answer = send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\n" + headers + "Content-Length: "
                        + body.length() + "\r\n\r\n" + body);
                assertThat(status(answer)).as(path + " " + headers + answer).isBetween(400, 401);
            }
        }
        assertThat(uncounted()).isEqualTo(uncounted);
    }

    private static double uncounted() {
        return KeycloakServer.shared().metrics().sum(AnyBodyIT.COUNTED, "outcome=\"uncounted\"");
    }

    private static int status(String answer) {
        var status = STATUS.matcher(answer);
        assertThat(status.find()).as(answer).isTrue();
        return Integer.parseInt(status.group(1));
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n"));
    }

    private static String exchange(String... lines) throws IOException {
        return send(
                String.join("\r\n", lines) + "\r\nHost: localhost\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
    }

    private static String send(String request) throws IOException {
        URI server = KeycloakServer.shared().url();
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
