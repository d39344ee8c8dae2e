package io.github.apiauth.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows become clients, users and tokens, or a reason and a mend. */
class MappingTest {

    private static final String USER_PROFILE = "{\"attributes\":["
            + "{\"name\":\"username\",\"validations\":{\"length\":{\"min\":3,\"max\":255},\"username-prohibited-characters\":{}}},"
            + "{\"name\":\"email\",\"validations\":{\"email\":{},\"length\":{\"max\":255}}},"
            + "{\"name\":\"firstName\",\"validations\":{\"person-name-prohibited-characters\":{}}}]}";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Report report = new Report(
            new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(out), false), true);
    private final RealmFacts realm = realm();

    @Test
    void givenClientOfAllGrants_thenWithoutWhatItCannotUse() throws Exception {
        OldClient confidential = client("id", "17", "secret", "s3cret");
        assertThat(confidential.grants())
                .containsExactly(Grant.PASSWORD, Grant.CLIENT_CREDENTIALS, Grant.REFRESH_TOKEN);
        assertThat(confidential.scopes()).containsExactly("read", "write");
        OldClient withoutSecret = client("id", "17", "secret", "", "redirect_uris", "https://a.example/cb app://b");
        assertThat(withoutSecret.secret()).isEmpty();
        assertThat(withoutSecret.redirectUris()).containsExactly("https://a.example/cb", "app://b");
        assertThat(withoutSecret.grants())
                .doesNotContain(Grant.CLIENT_CREDENTIALS)
                .contains(Grant.IMPLICIT);
        assertThat(summary()).doesNotContain("s3cret");
    }

    @Test
    void givenClient_thenAsTheRealmsOwnClients() throws Exception {
        OldClient client = client(
                "id",
                "app",
                "secret",
                " s3cret ",
                "grants",
                "client_credentials",
                "scopes",
                "read admin",
                "reusable_refresh_tokens",
                1,
                "refresh_tokens_with_client_credentials",
                true);
        JsonNode json = client.json(realm.defaultScopes());
        assertThat(client.secret()).contains(" s3cret ");
        assertThat(json.has("secret")).isFalse();
        assertThat(json.path("serviceAccountsEnabled").asBoolean()).isTrue();
        assertThat(json.path("standardFlowEnabled").asBoolean()).isFalse();
        assertThat(json.path("attributes")
                        .path("client_credentials.use_refresh_token")
                        .asText())
                .isEqualTo("true");
        assertThat(json.path("attributes").path("use.refresh.tokens").asText()).isEqualTo("false");
        assertThat(client.reusableRefreshTokens()).isTrue();
        assertThat(client.serviceAccountRoles()).containsExactly("api-admin");
        assertThat(client.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grants        | client_credentials              |        | asks for client_credentials",
                "grants        | magic_link                      | s3cret | grant \"magic_link\" is unknown",
                "scopes        | read billing                    | s3cret | no scope \"billing\"",
                "redirect_uris | https://a.example/*             | s3cret | wildcard",
                "redirect_uris | javascript:alert(1)             | s3cret | scheme that Keycloak refuses",
                "redirect_uris | https://a.example/#x            | s3cret | fragment",
                "redirect_uris | /callback                       | s3cret | no scheme",
                "redirect_uris | https://a.example/{id}          | s3cret | is none",
                "redirect_uris | [\"https://a.example/\"         | s3cret | JSON array",
                "public        | 0                               |        | confidential, but has no secret",
                "name          | x                               | $2y$10$s3crets3crets3cret | stored as a hash",
            })
    void givenClientThatCannotGo_thenReasonAndMend(String column, String value, @Nullable String secret, String said) {
        assertThatThrownBy(() -> client("id", "app", "secret", secret, column, value))
                .isInstanceOfSatisfying(NotMovableException.class, reason -> assertThat(reason.text())
                        .contains(said.replace('"', '\''))
                        .contains("Mend: ")
                        .doesNotContain("s3cret"));
    }

    @Test
    void givenGrantAndScopeOfOtherNames_thenTheProfileTranslates() throws Exception {
        Profile.Clients profile = ProfileFile.parse(
                        "mine",
                        "{\"clients\":{\"sql\":\"x\",\"separator\":\",\",\"grants\":{\"owner\":\"password\"},\"scopes\":{\"basic\":\"read\",\"old\":\"\"}}}")
                .clients();
        OldClient client = new ClientMapping(Objects.requireNonNull(profile), Optional.empty(), realm, report)
                .client(row("id", "app", "secret", "x", "grants", "owner,refresh_token", "scopes", "basic,old"));
        assertThat(client.grants()).containsExactly(Grant.PASSWORD, Grant.REFRESH_TOKEN);
        assertThat(client.scopes()).containsExactly("read");
    }

    @Test
    void givenProfileOfFiles_thenServiceClientsUnlessTheRowSaysOtherwise() throws Exception {
        Profile.Clients profile =
                Objects.requireNonNull(ProfileFile.read("clients").clients());
        ClientMapping mapping = new ClientMapping(profile, Optional.empty(), realm, report);
        OldClient client = mapping.client(row("id", "app"));
        assertThat(client.needsSecret()).isTrue();
        assertThat(client.grants()).containsExactly(Grant.CLIENT_CREDENTIALS, Grant.REFRESH_TOKEN);
        assertThat(client.scopes()).containsExactly("read", "write");
        assertThat(client.json(List.of("basic")).at("/attributes").toString())
                .contains(
                        "\"client_credentials.use_refresh_token\":\"true\"",
                        "\"allow.token.introspection.without.audience.check\":\"true\"");
        assertThat(mapping.client(row("id", "app", "introspection", "no"))
                        .json(List.of())
                        .at("/attributes/allow.token.introspection.without.audience.check")
                        .asText())
                .isEqualTo("false");
        assertThat(mapping.client(row("id", "app", "secret", "x")).needsSecret())
                .isFalse();
        assertThatThrownBy(() -> mapping.client(row("id", "app", "public", "yes")))
                .hasMessageContaining("It names no grant");
    }

    @Test
    void givenUser_thenAsKeycloakKeepsIt() throws Exception {
        OldUser user = user(
                "id",
                7,
                "username",
                " Jane ",
                "email",
                "Jane@Example.ORG ",
                "email_verified",
                "2020-01-01 00:00:00",
                "enabled",
                0,
                "first_name",
                "Jané",
                "roles",
                "admin reader");
        JsonNode json = user.into(JsonNodeFactory.instance.objectNode());
        assertThat(user.id()).isEqualTo("7");
        assertThat(json)
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"username\":\"jane\",\"enabled\":false,\"emailVerified\":true,"
                                + "\"email\":\"jane@example.org\",\"firstName\":\"Jané\"}"));
        assertThat(user.roles()).containsExactly("api-admin");
        assertThat(summary())
                .contains("1 loses the role 'reader'", "1 has no password", "7 (j…@example.org)")
                .doesNotContain("jane@");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email      | nobody           | e-mail address is none",
                "email      | a@b@c.example    | e-mail address is none",
                "email      | jane@example.org. | e-mail address is none",
                "username   | jo               | has 2 characters",
                "username   | jo;doe           | username-prohibited-characters",
                "username   | ''               | has no username",
                "first_name | <b>Jane</b>      | person-name-prohibited-characters",
                "password   | hunter2          | of no known kind",
                "roles      | ghost            | no role \"gone\"",
            })
    void givenUserThatCannotGo_thenReasonAndMend(String column, String value, String said) {
        assertThatThrownBy(() -> user("id", "7", "username", "jane", "email", "jane@example.org", column, value))
                .isInstanceOfSatisfying(NotMovableException.class, reason -> assertThat(reason.text())
                        .contains(said.replace('"', '\''))
                        .contains("Mend: ")
                        .doesNotContain("hunter2", "jane@example.org"));
    }

    @Test
    void givenOneValueChanged_thenAnotherFingerprint() throws Exception {
        String before = user("id", "7", "username", "jane").fingerprint();
        assertThat(user("id", "7", "username", "jane").fingerprint()).isEqualTo(before);
        for (Object[] change : new Object[][] {
            {"enabled", 0}, {"last_name", "Doe"}, {"roles", "admin"}, {"password", "$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/"}
        }) {
            assertThat(user("id", "7", "username", "jane", change[0], change[1]).fingerprint())
                    .isNotEqualTo(before);
        }
    }

    @Test
    void givenToken_thenItsHashAndWhenItEnds() throws Exception {
        TokenMapping mapping = new TokenMapping(
                new Profile.Tokens("x", null, Map.of("basic", "read")), Instant.parse("2026-11-28T12:00:00Z"));
        JsonNode token = mapping.token(row(
                        "token",
                        "abc",
                        "client",
                        "app",
                        "username",
                        "Jane",
                        "scopes",
                        "basic write",
                        "expires",
                        "2026-11-29 12:00:00"))
                .orElseThrow();
        assertThat(token.toString())
                .isEqualTo(("{\"hash\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\","
                        + "\"kind\":\"refresh\",\"client\":\"app\",\"username\":\"jane\",\"scope\":\"read write\","
                        + "\"expires\":"
                        + Instant.parse("2026-11-29T12:00:00Z").getEpochSecond() + "}"));
        assertThat(mapping.token(row("token", "abc", "client", "app", "expires", "2026-11-28 12:00:00")))
                .isEmpty();
        assertThatThrownBy(() -> mapping.token(row("token", "abc", "expires", "2030-01-01 00:00:00")))
                .hasMessageContaining("no client");
        assertThatThrownBy(() -> mapping.token(row("token", "abc", "client", "app")))
                .hasMessageContaining("no expires");
    }

    private OldClient client(@Nullable Object... pairs) throws NotMovableException {
        return new ClientMapping(
                        new Profile.Clients(
                                "x",
                                null,
                                Map.of(),
                                Map.of(),
                                null,
                                Grant.names(),
                                false,
                                false,
                                false,
                                Map.of("admin", List.of("api-admin")),
                                Map.of()),
                        Optional.of(List.of("read", "write")),
                        realm,
                        report)
                .client(row(pairs));
    }

    private OldUser user(@Nullable Object... pairs) throws NotMovableException {
        return new UserMapping(
                        new Profile.Users("x", null, Map.of("admin", "api-admin", "ghost", "gone"), null),
                        new PasswordHash(null),
                        realm,
                        report)
                .user(row(pairs));
    }

    private String summary() {
        report.summary();
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Later pairs win. */
    private static Row row(@Nullable Object... pairs) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return new Row(values, new Texts(false), ZoneId.of("UTC"), 1);
    }

    private static RealmFacts realm() {
        try {
            return new RealmFacts(
                    Map.of("read", "1", "write", "2", "admin", "3", "basic", "4"),
                    List.of("basic"),
                    List.of("read", "write"),
                    Map.of("api-admin", JsonNodeFactory.instance.objectNode()),
                    UserRules.of(new ObjectMapper().readTree(USER_PROFILE)),
                    new RealmFacts.NewUser("default-roles-api", List.of(), List.of()),
                    true,
                    false,
                    false);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
