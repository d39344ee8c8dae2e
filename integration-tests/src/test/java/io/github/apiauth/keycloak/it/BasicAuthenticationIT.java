package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP Basic on the API lane: id and secret form-encoded (RFC 6749 §2.3.1), or as they are (curl, PHP, Guzzle). */
@Once
@SameInContainer
class BasicAuthenticationIT {

    private static final String TOKEN = "/realms/api/rest/api/v2/oauth/token";

    private static final Map<String, String> CLIENTS = new LinkedHashMap<>(Map.of(
            "plain-plus", "one+two+three",
            "plain-percent", "100%sure%zz%",
            "plain-encoded", "looks%2Blike%41+encoded",
            "plain-base64", "aGVsbG8+d29ybGQ/L3g==",
            "plain-colon", "a:b:c+d%",
            "plain-unicode", "sécret+ünd%日本",
            "plain+id%41", "secret+of%id"));

    @BeforeAll
    static void createClients() {
        CLIENTS.forEach(
                (client, secret) -> AdminApi.shared().createServiceClient("api", client, Map.of("secret", secret)));
    }

    @AfterAll
    static void deleteClients() {
        CLIENTS.keySet()
                .forEach(client -> AdminApi.shared().delete(AdminApi.shared().client("api", client)));
    }

    static Stream<Arguments> clients() {
        return CLIENTS.entrySet().stream().map(client -> Arguments.of(client.getKey(), client.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void givenCredentialsInEitherReading_thenAccepted(String client, String secret) {
        for (String path : new String[] {TOKEN, "/restful_api/token"}) {
            Answer plain = Request.to(path).plainBasic(client, secret).json("grant_type", "client_credentials");
            Answer encoded = Request.to(path).basic(client, secret).form("grant_type", "client_credentials");
            assertThat(plain.status()).as(plain.body()).isEqualTo(200);
            assertThat(encoded.status()).as(encoded.body()).isEqualTo(200);
        }
        for (String endpoint : new String[] {"introspect", "revoke"}) {
            assertThat(Request.to("/realms/api/rest/api/v2/oauth/" + endpoint)
                            .plainBasic(client, secret)
                            .form("token", "x")
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void givenWrongSecret_thenInvalidClientInEitherReading(String client, String secret) {
        for (String wrong : new String[] {secret + "+", "%" + secret, "%zz", "+", "%"}) {
            assertRefused(Request.to(TOKEN).plainBasic(client, wrong));
            assertRefused(Request.to(TOKEN).basic(client, wrong));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "no+body", "no%body", "%", "%41%zz"})
    void givenUnknownClient_thenAsAWrongSecret(String client) {
        assertRefused(Request.to(TOKEN).plainBasic(client, "one+two+three"));
    }

    private static void assertRefused(Request request) {
        Answer answer = request.form("grant_type", "client_credentials");
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.data("error_description")).isEqualTo("Invalid client or Invalid client credentials");
        assertThat(answer.header("WWW-Authenticate")).containsExactly("Basic realm=\"api\"");
    }

    /** Keycloak's own endpoints read RFC 6749 alone. */
    @Test
    void givenPlainCredentialsOnTheStandardLane_thenKeycloaksOwnAnswer() {
        assertThat(Request.standard("token")
                        .plainBasic("plain-plus", "one+two+three")
                        .form("grant_type", "client_credentials")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void givenPublicClientWhoseIdHasTwoReadings_thenItIsFound() {
        AdminApi.shared().post("/realms/api/clients", Map.of("clientId", "public+app", "publicClient", true));
        try {
            Answer answer = Request.to(TOKEN).plainBasic("public+app", "").form("grant_type", "client_credentials");
            assertThat(answer.data("error")).isEqualTo("unauthorized_client");
        } finally {
            AdminApi.shared().delete(AdminApi.shared().client("api", "public+app"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void givenCurlWithItsOptionU_thenAccepted(String client, String secret) {
        assumeTrue(Shell.succeeds("curl", "--version"), "curl is not installed here");
        Shell.Result result = Shell.run(
                TestProject.root(),
                Map.of(),
                "curl",
                "-s",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                "-u",
                client + ":" + secret,
                "-d",
                "grant_type=client_credentials",
                KeycloakServer.shared().url() + TOKEN);
        assertThat(result.output()).isEqualTo("200");
    }
}
