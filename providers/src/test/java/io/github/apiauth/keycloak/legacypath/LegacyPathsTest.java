package io.github.apiauth.keycloak.legacypath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyPathsTest {

    private final LegacyPaths paths = LegacyPaths.of(new String[] {
        "/rest/api/v2=api/office/api/v2",
        " /restful_api=api/community ",
        "/rest/api/v2/crm=crm/office/api/v2",
        "/index.php/restful_api=api/community",
        "/gone=api/gone"
    });

    @ParameterizedTest
    @CsvSource({
        "/rest/api/v2/oauth/token, /realms/api/rest/api/v2/oauth/token",
        "/rest/api/v2/plugins/a/b, /realms/api/rest/api/v2/plugins/a/b",
        "/rest/api/v2, /realms/api/rest/api/v2",
        "/rest/api/v2/, /realms/api/rest/api/v2/",
        "/restful_api/token, /realms/api/rest/restful_api/token",
        "/index.php/restful_api/token, /realms/api/rest/restful_api/token",
        "/restful_api/authorize, /realms/api/rest/restful_api/authorize",
        "/rest/api/v2/crm/oauth/token, /realms/crm/rest/api/v2/oauth/token",
    })
    void givenMappedPath_thenTheLanes(String path, String target) {
        assertThat(target(path)).contains(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/rest",
                "/rest/api/v1/oauth/token",
                "/rest/api/v20/oauth/token",
                "/restful_apis/token",
                "/x/restful_api/token",
                "/realms/api/protocol/openid-connect/token",
                "/admin/realms",
                "/restful_api/../../../../admin/realms",
                "/restful_api/..",
                "/restful_api/./token",
                "/restful_api//token",
                "/restful_api/%2e%2e/%2e%2e/admin",
                "/restful_api/..%2f..%2fadmin",
                "/restful_api/..;/admin",
                "/restful_api/token;a=b",
                "/restful_api/\\..\\admin",
                "/restful_api/token%00",
                "/gone/token",
            })
    void givenAnyOtherPath_thenNotMapped(String path) {
        assertThat(target(path)).isEmpty();
    }

    @Test
    void givenPathOfThousandsOfSegments_thenMappedLikeAnyOther() {
        String rest = "/a".repeat(16_000);
        assertThat(target("/restful_api" + rest)).contains("/realms/api/rest/restful_api" + rest);
    }

    @Test
    void givenNothing_thenNothingIsMapped() {
        assertThat(LegacyPaths.of(null).isEmpty()).isTrue();
        assertThat(LegacyPaths.of(new String[] {"", " "}).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "/x",
                "/x=",
                "/x=api",
                "/x=api/",
                "=api",
                "/=api",
                "x=api",
                "/x=../master",
                "/x=api/../../..",
                "/x/../y=api",
                "/x=a b"
            })
    void givenUnreadableMapping_thenNamed(String mapping) {
        assertThatThrownBy(() -> LegacyPaths.of(new String[] {mapping}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + mapping + "'")
                .hasMessageContaining("/PREFIX=REALM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/realms=api/x", "/realms/x=api/x", "/admin=api/x", "/resources/a=api/x", "/health=api/x"})
    void givenKeycloaksOwnPath_thenRefused(String mapping) {
        assertThatThrownBy(() -> LegacyPaths.of(new String[] {mapping}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Keycloak's own");
    }

    private Optional<String> target(String path) {
        return paths.target(path, id -> switch (id) {
            case "office" -> Optional.of("/rest");
            case "community" -> Optional.of("/rest/restful_api");
            default -> Optional.empty();
        });
    }
}
