package io.github.apiauth.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles, and what is said of their mistakes. */
class ProfileFileTest {

    @ParameterizedTest
    @ValueSource(strings = {"bshaffer", "community"})
    void givenShippedName_thenThatProfile(String name) throws Exception {
        Profile profile = ProfileFile.read(name);
        assertThat(profile.clients()).isNotNull();
        assertThat(profile.users()).isNotNull();
        assertThat(profile.tokens()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                             | is not valid JSON, at line 1",
                "[]                                                            | / is not of the kind",
                "null                                                          | must be a JSON object",
                "{\"zone\":\"Mars\"}                                           | /zone must be one such as UTC",
                "{\"user\":{}}                                                 | /user is unknown. Known here: [clients,",
                "{\"users\":{\"sql\":\"x\",\"role\":{}}}                       | /users/role is unknown",
                "{\"users\":{}}                                                | /users/sql is missing",
                "{\"users\":{\"sql\":[\"x\"]}}                                 | /users/sql is not of the kind",
                "{\"users\":{\"sql\":\"x\",\"digest\":{\"scheme\":\"rot13(password)\"}}} | /users/digest/scheme must be",
                "{\"users\":{\"sql\":\"x\",\"digest\":{\"scheme\":\"md5(password)\",\"encoding\":\"hexx\"}}} | must be hex or base64",
                "{\"clients\":{\"sql\":\"x\",\"grants\":{\"code\":\"auth_code\"}}} | is no grant of Keycloak",
                "{\"zone\":\"UTC\",\"zone\":\"UTC\"}                           | is not valid JSON",
            })
    void givenMistake_thenItsPlaceAndMend(String text, String said) {
        assertThatThrownBy(() -> ProfileFile.parse("mine.json", text))
                .isInstanceOf(MigrateException.class)
                .hasMessageContaining("The profile mine.json")
                .hasMessageContaining(said);
    }

    @Test
    void givenNameOfNothing_thenTheShippedOnes() {
        assertThatThrownBy(() -> ProfileFile.read("bshafer"))
                .hasMessageContaining("shipped are bshaffer, clients, community");
        assertThatThrownBy(() -> ProfileFile.text("bshafer")).hasMessageContaining("bshaffer, clients, community");
    }
}
