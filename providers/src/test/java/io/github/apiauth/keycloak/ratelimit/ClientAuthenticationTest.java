package io.github.apiauth.keycloak.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAuthenticationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/r/protocol/openid-connect/token",
                "realms/r/protocol/openid-connect/token",
                "/realms/r/protocol/openid-connect/token/",
                "/realms/r/protocol/openid-connect/token//",
                "/realms/r/protocol/openid-connect/token/introspect",
                "/realms/r/protocol/openid-connect/revoke",
                "/realms/r/protocol/openid-connect/logout",
                "/realms/r/protocol/openid-connect/auth/device",
                "/realms/r/protocol/openid-connect/auth/device/",
                "/realms/r/protocol/openid-connect/ext/par/request",
                "/realms/r/protocol/openid-connect/ext/ciba/auth",
                "/realms/r/protocol/openid-connect/ext/ciba/auth/",
                "/realms/r/protocol/openid-connect/whatever/comes",
                "/realms/r/protocol/openid-connect/auth/../token",
                "/realms/auth/protocol/openid-connect/token",
                "/realms/r/rest/api/v2/oauth/token",
                "/realms/r/rest/api/v2/oauth/introspect",
                "/realms/r/rest/api/v2/oauth/revoke",
            })
    void givenEndpointThatAuthenticatesClients_orOneThatIsNotKnown_thenItCounts(String path) {
        assertThat(ClientAuthentication.takesPlaceAt(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/r/protocol/openid-connect/auth",
                "/realms/r/protocol/openid-connect/auth/",
                "realms/r/protocol/openid-connect/userinfo",
                "/realms/r/protocol/openid-connect/logout/logout-confirm",
                "/realms/r/protocol/openid-connect/logout/backchannel-logout",
                "/realms/r/protocol/openid-connect/ext/ciba/auth/callback",
                "/realms/r/protocol/openid-connect/ext/other/auth",
                "/realms/r/protocol/openid-connect/ext/par2",
            })
    void givenEndpointOfOthers_thenItDoesNot(String path) {
        assertThat(ClientAuthentication.takesPlaceAt(path)).isFalse();
    }
}
