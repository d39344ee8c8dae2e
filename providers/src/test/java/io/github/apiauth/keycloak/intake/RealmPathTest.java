package io.github.apiauth.keycloak.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealmPathTest {

    @ParameterizedTest
    @CsvSource({
        "/realms/api/rest/api, /rest/api",
        "/realms/realms/rest, /rest",
        "/realms/api/, /",
        "/realms/api, ''",
        "/realms/, ''",
        "/admin/realms/api/users, ''",
        "'', ''",
    })
    void givenPath_thenWhatFollowsTheRealm(String path, String within) {
        assertThat(RealmPath.within(path)).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({"/rest, true", "/rest/, true", "/rest/api, true", "/rester, false", "/re, false", "/x/rest, false"})
    void givenPathWithinRealm_thenBelowOrNot(String path, boolean below) {
        assertThat(RealmPath.isBelow("/rest", path)).isEqualTo(below);
    }
}
