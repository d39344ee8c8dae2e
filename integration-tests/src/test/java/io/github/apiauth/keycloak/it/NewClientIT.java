package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Realms;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that an administrator creates with no more than the console asks for is one of the API's. */
@SameInContainer
class NewClientIT {

    private static final String NEW_APP = "new-app";
    private static final String REFRESH_TOKENS = "client_credentials.use_refresh_token";
    private static final String INTROSPECTION = "allow.token.introspection.without.audience.check";

    @AfterEach
    void deleteClient() {
        AdminApi.shared().get("/realms/api/clients?clientId=" + NEW_APP).forEach(client -> AdminApi.shared()
                .delete("/realms/api/clients/" + client.path("id").asText()));
    }

    @Test
    void givenClientMadeInTheConsole_thenTokenWithRefreshTokenAndIntrospection() {
        AdminApi.shared().post("/realms/api/clients", byTheConsole());
        Answer token = token("api");
        assertThat(token.status()).as(token.body()).isEqualTo(200);
        assertThat(token.data("scope")).isEqualTo("read");
        Answer refreshed = Request.api()
                .basic(NEW_APP, secretOf("api"))
                .json("grant_type", "refresh_token", "refresh_token", token.data("refresh_token"));
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        assertThat(isActive("api", token)).isTrue();

        String others = Request.api()
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("grant_type", "client_credentials")
                .data("access_token");
        assertThat(introspection("api", others).data("client_id")).isEqualTo(SERVER_APP);
    }

    @Test
    void givenSwitchesThatItsCreatorHasSet_thenKept() {
        Map<String, Object> client = byTheConsole();
        client.put("attributes", Map.of(REFRESH_TOKENS, "false", INTROSPECTION, "false"));
        AdminApi.shared().post("/realms/api/clients", client);
        Answer token = token("api");
        assertThat(token.data().has("refresh_token")).isFalse();
        assertThat(isActive("api", token)).isFalse();
    }

    @Test
    void givenSwitchedOffAtTheClient_thenItStaysOff() {
        AdminApi.shared().post("/realms/api/clients", byTheConsole());
        ObjectNode client = (ObjectNode) AdminApi.shared().get(address("api", NEW_APP));
        client.withObject("/attributes").put(REFRESH_TOKENS, "false").remove(INTROSPECTION);
        AdminApi.shared().put(address("api", NEW_APP), Map.of("clientId", NEW_APP, "attributes", attributes(client)));
        assertThat(client("api", NEW_APP)
                        .path("attributes")
                        .path(REFRESH_TOKENS)
                        .asText())
                .isEqualTo("false");
    }

    @Test
    void givenPublicClient_thenNothingIsSwitchedOn() {
        Map<String, Object> client = byTheConsole();
        client.put("publicClient", true);
        client.put("serviceAccountsEnabled", false);
        AdminApi.shared().post("/realms/api/clients", client);
        assertThat(client("api", NEW_APP).path("attributes").has(REFRESH_TOKENS))
                .isFalse();
        assertThat(client("api", NEW_APP).path("attributes").has(INTROSPECTION)).isFalse();
    }

    /** Which has no refresh token with client credentials, and keeps it so when an administrator changes something else. */
    @Test
    void givenClientThatWasThereBefore_thenUntouched() {
        assertThat(client("api", WEB_APP).path("attributes").has(REFRESH_TOKENS))
                .isFalse();
        AdminApi.shared()
                .put(
                        address("api", WEB_APP),
                        Map.of("clientId", WEB_APP, "attributes", attributes(client("api", WEB_APP))));
        assertThat(client("api", WEB_APP).path("attributes").has(REFRESH_TOKENS))
                .isFalse();
    }

    /** Else whoever may register a client could read the tokens of all others. */
    @Test
    void givenClientThatRegistersItself_thenNothingIsSwitchedOn() {
        String permit = AdminApi.shared()
                .send("POST", "/realms/api/clients-initial-access", Map.of("count", 1, "expiration", 60))
                .json()
                .path("token")
                .asText();
        JsonNode registered = Request.to("/realms/api/clients-registrations/default")
                .header("Authorization", "Bearer " + permit)
                .json("clientId", NEW_APP, "serviceAccountsEnabled", true)
                .json();
        assertThat(registered.path("clientId").asText())
                .as(registered.toString())
                .isEqualTo(NEW_APP);
        assertThat(client("api", NEW_APP).path("attributes").has(INTROSPECTION)).isFalse();
        assertThat(client("api", NEW_APP).path("attributes").has(REFRESH_TOKENS))
                .isFalse();
    }

    @Test
    void givenRealmWithoutTheExecutor_thenAsKeycloakMakesIt() {
        createRealm("plain-clients");
        AdminApi.shared().post("/realms/plain-clients/clients", byTheConsole());
        assertAsKeycloakMakesIt("plain-clients");
    }

    @Test
    void givenExecutorWithItsSettingsOff_thenAsKeycloakMakesIt() {
        createRealm("set-clients");
        AdminApi.shared()
                .setClientPolicy(
                        "set-clients",
                        "api-client-defaults",
                        Map.of("refresh-tokens", false, "introspection", false),
                        "any-client",
                        Map.of());
        AdminApi.shared().post("/realms/set-clients/clients", byTheConsole());
        assertAsKeycloakMakesIt("set-clients");
    }

    /** As the console adds it, where nobody touches its settings. */
    @Test
    void givenExecutorWithoutSettings_thenAllIsSwitchedOn() {
        createRealm("default-clients");
        AdminApi.shared().setClientPolicy("default-clients", "api-client-defaults", Map.of(), "any-client", Map.of());
        AdminApi.shared().post("/realms/default-clients/clients", byTheConsole());
        Answer token = token("default-clients");
        assertThat(token.data("refresh_token")).isNotEmpty();
        assertThat(isActive("default-clients", token)).isTrue();
    }

    private static void assertAsKeycloakMakesIt(String realm) {
        Answer token = token(realm);
        assertThat(token.status()).as(token.body()).isEqualTo(200);
        assertThat(token.data().has("refresh_token")).isFalse();
        assertThat(isActive(realm, token)).isFalse();
    }

    private static void createRealm(String realm) {
        AdminApi.shared()
                .createRealm(Realms.withLane(Map.of(
                        "realm",
                        realm,
                        "enabled",
                        true,
                        "clientScopes",
                        List.of(Map.of(
                                "name",
                                "read",
                                "protocol",
                                "openid-connect",
                                "attributes",
                                Map.of("include.in.token.scope", "true"))),
                        "defaultOptionalClientScopes",
                        List.of("read"))));
    }

    /**
     * What the admin console sends (NewClientForm and CapabilityConfig, 26.7.0) where an administrator types an id, and switches on
     * <em>Client authentication</em> and <em>Service account roles</em>.
     */
    private static Map<String, Object> byTheConsole() {
        return new HashMap<>(Map.ofEntries(
                Map.entry("protocol", "openid-connect"),
                Map.entry("clientId", NEW_APP),
                Map.entry("name", ""),
                Map.entry("description", ""),
                Map.entry("publicClient", false),
                Map.entry("authorizationServicesEnabled", false),
                Map.entry("serviceAccountsEnabled", true),
                Map.entry("implicitFlowEnabled", false),
                Map.entry("directAccessGrantsEnabled", false),
                Map.entry("standardFlowEnabled", true),
                Map.entry("frontchannelLogout", true),
                Map.entry("alwaysDisplayInConsole", false),
                Map.entry("rootUrl", ""),
                Map.entry("baseUrl", ""),
                Map.entry(
                        "attributes",
                        Map.of(
                                "saml_idp_initiated_sso_url_name", "",
                                "standard.token.exchange.enabled", "false",
                                "oauth2.device.authorization.grant.enabled", "false",
                                "oidc.ciba.grant.enabled", "false"))));
    }

    private static Answer token(String realm) {
        return Request.to("/realms/" + realm + "/rest/api/v2/oauth/token")
                .basic(NEW_APP, secretOf(realm))
                .json("grant_type", "client_credentials");
    }

    private static boolean isActive(String realm, Answer token) {
        return introspection(realm, token.data("access_token")).data("active").equals("true");
    }

    private static Answer introspection(String realm, String token) {
        return Request.to("/realms/" + realm + "/rest/api/v2/oauth/introspect")
                .basic(NEW_APP, secretOf(realm))
                .json("token", token);
    }

    private static String address(String realm, String client) {
        return AdminApi.shared().client(realm, client);
    }

    private static JsonNode client(String realm, String client) {
        return AdminApi.shared().get(address(realm, client));
    }

    private static String secretOf(String realm) {
        return client(realm, NEW_APP).path("secret").asText();
    }

    private static Map<String, String> attributes(JsonNode client) {
        Map<String, String> attributes = new HashMap<>();
        client.path("attributes")
                .properties()
                .forEach(attribute ->
                        attributes.put(attribute.getKey(), attribute.getValue().asText()));
        return attributes;
    }
}
