package io.github.apiauth.keycloak.ratelimit.asking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAuthenticationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/protocol/openid-connect/token",
                "/protocol/openid-connect/token/",
                "/protocol/openid-connect/token//",
                "/protocol/openid-connect/token/introspect",
                "/protocol/openid-connect/revoke",
                "/protocol/openid-connect/logout",
                "/protocol/openid-connect/auth/device",
                "/protocol/openid-connect/auth/device/",
                "/protocol/openid-connect/ext/par/request",
                "/protocol/openid-connect/ext/ciba/auth",
                "/protocol/openid-connect/ext/ciba/auth/",
                "/protocol/openid-connect/whatever/comes",
                "/protocol/openid-connect/auth/../token",
                "",
                "/rest/api/v2/oauth/token",
                "/rest/api/v2/oauth/introspect",
                "/rest/api/v2/oauth/revoke",
            })
    void givenEndpointThatAuthenticatesClients_orOneThatIsNotKnown_thenItCounts(String path) {
        assertThat(ClientAuthentication.takesPlaceAt(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/protocol/openid-connect/auth",
                "/protocol/openid-connect/auth/",
                "/protocol/openid-connect/userinfo",
                "/protocol/openid-connect/logout/logout-confirm",
                "/protocol/openid-connect/logout/backchannel-logout",
                "/protocol/openid-connect/ext/ciba/auth/callback",
                "/protocol/openid-connect/ext/other/auth",
                "/protocol/openid-connect/ext/par2",
            })
    void givenEndpointOfOthers_thenItDoesNot(String path) {
        assertThat(ClientAuthentication.takesPlaceAt(path)).isFalse();
    }
}
