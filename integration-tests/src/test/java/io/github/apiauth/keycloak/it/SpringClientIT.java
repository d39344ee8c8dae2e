package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.apiauth.keycloak.it.server.Browser;
import io.github.apiauth.keycloak.it.server.Once;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.RestClientOpaqueTokenIntrospector;

/** Spring Security's OAuth 2.0 client and resource server, on Keycloak's own endpoints. */
@ParameterizedClass
@EnumSource
@Once
class SpringClientIT {

    private static final String CALLBACK = "http://localhost:3000/callback";

    private final String issuer;

    SpringClientIT(Deployment deployment) {
        issuer = deployment.issuer();
    }

    @Test
    void givenCode_thenVerifiedIdToken() {
        OidcUser jane = (OidcUser) requireNonNull(login().getPrincipal());
        assertThat(jane.getIdToken().getAudience()).containsExactly(WEB_APP);
        assertThat(requireNonNull(jane.getUserInfo()).getSubject()).isEqualTo(jane.getSubject());
    }

    @Test
    void givenAccessToken_thenTheResourceServerVerifiesIt() {
        String token = clientCredentials(SERVER_APP, secret(SERVER_APP))
                .getAccessToken()
                .getTokenValue();
        assertThat(JwtDecoders.fromIssuerLocation(issuer).decode(token).getAudience())
                .containsExactly("api");
    }

    @Test
    void givenClientCredentials_thenToken() {
        OAuth2AccessTokenResponse token = clientCredentials(SERVER_APP, secret(SERVER_APP));
        assertThat(token.getAccessToken().getScopes()).containsExactlyInAnyOrder("read", "write");
    }

    @Test
    void givenRefreshToken_thenNewTokensWithItsScope() {
        OAuth2LoginAuthenticationToken login = login();
        OAuth2AccessTokenResponse answer = refresh(login);
        assertThat(answer.getAccessToken().getScopes()).containsExactlyInAnyOrder("openid", "read", "write");
        assertThat(answer.getRefreshToken()).isNotNull().isNotEqualTo(login.getRefreshToken());
    }

    @Test
    void givenUsedRefreshToken_thenInvalidGrant() {
        OAuth2LoginAuthenticationToken login = login();
        refresh(login);
        assertThatExceptionOfType(OAuth2AuthorizationException.class)
                .isThrownBy(() -> refresh(login))
                .satisfies(
                        failure -> assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_grant"));
    }

    @Test
    void givenToken_thenIntrospected() {
        String token = clientCredentials(SERVER_APP, secret(SERVER_APP))
                .getAccessToken()
                .getTokenValue();
        Map<String, Object> attributes = introspector().introspect(token).getAttributes();
        assertThat(attributes).containsEntry("active", true).containsEntry("client_id", SERVER_APP);
    }

    @Test
    void givenGarbage_thenTheIntrospectorRefusesIt() {
        assertThatExceptionOfType(BadOpaqueTokenException.class)
                .isThrownBy(() -> introspector().introspect("garbage"));
    }

    /** Spring reads an error's code from an answer with 400 only (its OAuth2ErrorResponseErrorHandler); Keycloak's 401 it quotes. */
    @Test
    void givenWrongSecret_thenSpringsException() {
        assertThatExceptionOfType(OAuth2AuthorizationException.class)
                .isThrownBy(() -> clientCredentials(SERVER_APP, "wrong"))
                .withMessageContainingAll("invalid_token_response", "401 Unauthorized", "unauthorized_client");
    }

    /** All that an application with {@code oauth2Login()} does: PKCE, the nonce, the ID token's signature, the user's claims. */
    private OAuth2LoginAuthenticationToken login() {
        ClientRegistration client = registration(WEB_APP, secret(WEB_APP))
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(CALLBACK)
                .scope("openid", "read", "write")
                .build();
        OAuth2AuthorizationRequest request = requireNonNull(
                new DefaultOAuth2AuthorizationRequestResolver(new InMemoryClientRegistrationRepository(client))
                        .resolve(new MockHttpServletRequest(), client.getRegistrationId()));
        assertThat(request.getAuthorizationRequestUri()).contains("code_challenge=", "nonce=");
        Map<String, String> redirect =
                Browser.parameters(Browser.loginAsJane(URI.create(request.getAuthorizationRequestUri())));
        OAuth2AuthorizationResponse response = OAuth2AuthorizationResponse.success(redirect.getOrDefault("code", ""))
                .state(redirect.getOrDefault("state", ""))
                .redirectUri(CALLBACK)
                .build();
        return (OAuth2LoginAuthenticationToken) requireNonNull(new OidcAuthorizationCodeAuthenticationProvider(
                        new RestClientAuthorizationCodeTokenResponseClient(), new OidcUserService())
                .authenticate(new OAuth2LoginAuthenticationToken(
                        client, new OAuth2AuthorizationExchange(request, response))));
    }

    private static OAuth2AccessTokenResponse refresh(OAuth2LoginAuthenticationToken login) {
        return new RestClientRefreshTokenTokenResponseClient()
                .getTokenResponse(new OAuth2RefreshTokenGrantRequest(
                        login.getClientRegistration(),
                        requireNonNull(login.getAccessToken()),
                        requireNonNull(login.getRefreshToken())));
    }

    private OAuth2AccessTokenResponse clientCredentials(String id, String secret) {
        ClientRegistration client = registration(id, secret)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("read", "write")
                .build();
        return new RestClientClientCredentialsTokenResponseClient()
                .getTokenResponse(new OAuth2ClientCredentialsGrantRequest(client));
    }

    private ClientRegistration.Builder registration(String id, String secret) {
        return ClientRegistrations.fromIssuerLocation(issuer)
                .registrationId(id)
                .clientId(id)
                .clientSecret(secret);
    }

    private OpaqueTokenIntrospector introspector() {
        return RestClientOpaqueTokenIntrospector.withIntrospectionUri(
                        issuer + "/protocol/openid-connect/token/introspect")
                .clientId(SERVER_APP)
                .clientSecret(secret(SERVER_APP))
                .build();
    }
}
