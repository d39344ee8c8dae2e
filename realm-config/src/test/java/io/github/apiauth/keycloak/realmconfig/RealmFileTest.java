package io.github.apiauth.keycloak.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What must hold for the files themselves; what they do is tested on a server (RealmIT). */
class RealmFileTest {

    private static final Set<String> MIGRATION = Set.of("legacy_id", "migrated", "migrated_password");

    private final JsonNode realm = read("api-realm.json");

    @Test
    void everySecretComesFromTheEnvironmentAndHasNoDefault() {
        assertThat(realm.path("clients"))
                .filteredOn(client -> !client.path("publicClient").asBoolean())
                .hasSize(3)
                .allSatisfy(client ->
                        assertThat(client.path("secret").asText()).matches("\\$\\{API_(SERVER|ADMIN|WEB)_APP_SECRET}"));
    }

    @Test
    void theMailServerComesFromTheEnvironmentAndHasNoDefault() {
        JsonNode mail = realm.path("smtpServer");
        assertThat(mail).allSatisfy(setting -> assertThat(setting.asText()).matches("\\$\\{API_SMTP_[A-Z_]+:[^}]*}"));
        assertThat(mail.path("host").asText()).isEqualTo("${API_SMTP_HOST:}");
        // Keycloak (26.7.0) does not start with a sender that is no address; this one counts as none.
        assertThat(mail.path("from").asText()).isEqualTo("${API_SMTP_FROM:no-reply@example.invalid}");
        assertThat(mail.path("password").asText()).isEqualTo("${API_SMTP_PASSWORD:}");
    }

    @Test
    void theProductionRealmHasNoUserWithAPassword() {
        assertThat(realm.path("users"))
                .allSatisfy(user -> assertThat(user.has("credentials")).isFalse());
    }

    @Test
    void plainHttpIsForLocalAddressesOnly() {
        assertThat(realm.path("sslRequired").asText()).isEqualTo("external");
    }

    @Test
    void refreshTokensOutliveAccessTokens() {
        int refresh = realm.path("ssoSessionIdleTimeout").asInt();
        assertThat(refresh)
                .isEqualTo(14 * 24 * 3600)
                .isGreaterThan(realm.path("accessTokenLifespan").asInt());
        assertThat(realm.path("ssoSessionMaxLifespan").asInt()).isGreaterThan(refresh);
        assertThat(realm.path("clients")).allSatisfy(client -> assertThat(
                        client.path("attributes").path("access.token.lifespan").asInt())
                .isLessThan(refresh));
    }

    /** Where one were, Keycloak would ask for it on a page, which a direct grant does not have. */
    @Test
    void theUserProfileRequiresNothing() throws IOException {
        assertThat(userProfile())
                .extracting(field -> field.path("name").asText())
                .startsWith("username", "email", "firstName", "lastName");
        assertThat(userProfile())
                .allSatisfy(field -> assertThat(field.has("required")).isFalse());
        assertThat(userProfile())
                .filteredOn(field -> !MIGRATION.contains(field.path("name").asText()))
                .allSatisfy(field -> assertThat(
                                field.path("permissions").path("edit").toString())
                        .isEqualTo("[\"admin\",\"user\"]"));
    }

    /** Who could edit the id could take on another user's data; the fingerprints are of password hashes. */
    @Test
    void theAttributesOfTheMigrationAreTheAdministratorsOnly() throws IOException {
        assertThat(userProfile())
                .filteredOn(field -> MIGRATION.contains(field.path("name").asText()))
                .hasSize(MIGRATION.size())
                .allSatisfy(field -> assertThat(field.path("permissions").toString())
                        .isEqualTo("{\"view\":[\"admin\"],\"edit\":[\"admin\"]}"));
    }

    private JsonNode userProfile() throws IOException {
        JsonNode component = realm.path("components")
                .path("org.keycloak.userprofile.UserProfileProvider")
                .path(0);
        return new ObjectMapper()
                .readTree(component
                        .path("config")
                        .path("kc.user.profile.config")
                        .path(0)
                        .asText())
                .path("attributes");
    }

    @Test
    void theDevelopmentSetBelongsToTheRealm() {
        JsonNode users = read("dev/api-users-0.json");
        assertThat(users.path("realm")).isEqualTo(realm.path("realm"));
        assertThat(StreamSupport.stream(users.path("users").spliterator(), false)
                        .map(user -> user.path("email").asText()))
                .containsExactly("jane@example.com", "root@example.com");
    }

    private static JsonNode read(String file) {
        try {
            return new ObjectMapper().readTree(new File(file));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
