package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.PushedAuthorizationRequest;
import com.nimbusds.oauth2.sdk.PushedAuthorizationResponse;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.github.apiauth.keycloak.it.server.Browser;
import io.github.apiauth.keycloak.it.server.Once;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The Nimbus OAuth 2.0 SDK, on Keycloak's own endpoints. */
@ParameterizedClass
@EnumSource
@Once
class NimbusClientIT {

    private static final URI CALLBACK = URI.create("http://localhost:3000/callback");
    private static final ClientAuthentication WEB = basic(WEB_APP);
    private static final ClientAuthentication SERVER = basic(SERVER_APP);
    private static final AuthorizationGrant JANE =
            new ResourceOwnerPasswordCredentialsGrant("jane", new Secret("jane-password"));

    private final OIDCProviderMetadata provider;

    NimbusClientIT(Deployment deployment) throws Exception {
        provider = OIDCProviderMetadata.resolve(new Issuer(deployment.issuer()));
    }

    @Test
    void givenCode_thenVerifiedIdToken() throws Exception {
        CodeVerifier verifier = new CodeVerifier();
        AuthenticationRequest request = codeRequest(verifier);
        AuthenticationResponse response = authorize(request);
        assertThat(response.getState()).isEqualTo(request.getState());
        OIDCTokens tokens = exchange(response, verifier);
        IDTokenClaimsSet claims = new IDTokenValidator(
                        provider.getIssuer(),
                        WEB.getClientID(),
                        JWSAlgorithm.RS256,
                        provider.getJWKSetURI().toURL())
                .validate(tokens.getIDToken(), request.getNonce());
        assertThat(claims.getSubject())
                .isEqualTo(introspect(SERVER, tokens.getAccessToken()).getSubject());
        assertThat(tokens.getAccessToken().getScope()).isEqualTo(new Scope("openid", "read", "write"));
    }

    @Test
    void givenUsedCode_thenInvalidGrant() throws Exception {
        CodeVerifier verifier = new CodeVerifier();
        AuthenticationResponse response = authorize(codeRequest(verifier));
        exchange(response, verifier);
        assertThat(error(send(WEB, grant(response, verifier)))).isEqualTo(OAuth2Error.INVALID_GRANT);
    }

    @Test
    void givenAnotherCodeVerifier_thenInvalidGrant() throws Exception {
        AuthenticationResponse response = authorize(codeRequest(new CodeVerifier()));
        assertThat(error(send(WEB, grant(response, new CodeVerifier())))).isEqualTo(OAuth2Error.INVALID_GRANT);
    }

    @Test
    void givenPushedAuthorizationRequest_thenCode() throws Exception {
        CodeVerifier verifier = new CodeVerifier();
        PushedAuthorizationResponse pushed = PushedAuthorizationResponse.parse(new PushedAuthorizationRequest(
                        provider.getPushedAuthorizationRequestEndpointURI(), WEB, codeRequest(verifier))
                .toHTTPRequest()
                .send());
        AuthenticationResponse response = authorize(
                new AuthorizationRequest.Builder(pushed.toSuccessResponse().getRequestURI(), WEB.getClientID())
                        .endpointURI(provider.getAuthorizationEndpointURI())
                        .build());
        assertThat(exchange(response, verifier).getIDToken()).isNotNull();
    }

    @Test
    void givenUnknownScope_thenTheErrorIsRedirected() throws Exception {
        AuthenticationRequest request = new AuthenticationRequest.Builder(codeRequest(new CodeVerifier()))
                .scope(new Scope("openid", "nothing"))
                .build();
        AuthenticationResponse response = AuthenticationResponseParser.parse(URI.create(
                new Browser().open(request.toURI()).header("Location").get(0)));
        assertThat(response.toErrorResponse().getErrorObject()).isEqualTo(OAuth2Error.INVALID_SCOPE);
    }

    @Test
    void givenClientCredentials_thenToken() throws Exception {
        OIDCTokens tokens = tokens(SERVER, new ClientCredentialsGrant(), "read", "write");
        assertThat(tokens.getAccessToken().getLifetime()).isPositive();
        assertThat(tokens.getAccessToken().getScope()).isEqualTo(new Scope("read", "write"));
    }

    @Test
    void givenClientSecretInTheBody_thenToken() throws Exception {
        ClientAuthentication inTheBody = new ClientSecretPost(SERVER.getClientID(), new Secret(secret(SERVER_APP)));
        assertThat(tokens(inTheBody, new ClientCredentialsGrant(), "read").getAccessToken())
                .isNotNull();
    }

    @Test
    void givenPassword_thenToken() throws Exception {
        TokenIntrospectionSuccessResponse token =
                introspect(SERVER, tokens(WEB, JANE, "read").getAccessToken());
        assertThat(token.getUsername()).isEqualTo("jane");
        assertThat(token.getScope()).isEqualTo(new Scope("read"));
    }

    @Test
    void givenWrongPassword_thenInvalidGrant() throws Exception {
        assertThat(error(send(WEB, new ResourceOwnerPasswordCredentialsGrant("jane", new Secret("wrong")))))
                .isEqualTo(OAuth2Error.INVALID_GRANT);
    }

    @Test
    void givenRefreshToken_thenNewTokensWithItsScope() throws Exception {
        OIDCTokens first = tokens(WEB, JANE, "read", "write");
        OIDCTokens second = tokens(WEB, new RefreshTokenGrant(first.getRefreshToken()));
        assertThat(second.getAccessToken().getScope()).isEqualTo(new Scope("read", "write"));
        assertThat(second.getRefreshToken()).isNotEqualTo(first.getRefreshToken());
    }

    @Test
    void givenUsedRefreshToken_thenInvalidGrant() throws Exception {
        RefreshTokenGrant grant =
                new RefreshTokenGrant(tokens(WEB, JANE, "read").getRefreshToken());
        tokens(WEB, grant);
        assertThat(error(send(WEB, grant))).isEqualTo(OAuth2Error.INVALID_GRANT);
    }

    @Test
    void givenRevokedRefreshToken_thenItAndItsAccessTokenAreInactive() throws Exception {
        OIDCTokens tokens = tokens(WEB, JANE, "read");
        assertThat(introspect(WEB, tokens.getRefreshToken()).isActive()).isTrue();
        assertThat(new TokenRevocationRequest(provider.getRevocationEndpointURI(), WEB, tokens.getRefreshToken())
                        .toHTTPRequest()
                        .send()
                        .indicatesSuccess())
                .isTrue();
        assertThat(introspect(WEB, tokens.getRefreshToken()).isActive()).isFalse();
        assertThat(introspect(SERVER, tokens.getAccessToken()).isActive()).isFalse();
    }

    @Test
    void givenWrongSecret_thenTheSdksError() throws Exception {
        ClientAuthentication wrong = new ClientSecretBasic(SERVER.getClientID(), new Secret("wrong"));
        ErrorObject error = error(send(wrong, new ClientCredentialsGrant()));
        assertThat(error).isEqualTo(OAuth2Error.UNAUTHORIZED_CLIENT); // Keycloak's code, also without the pack
        assertThat(error.getHTTPStatusCode()).isEqualTo(401);
    }

    private AuthenticationRequest codeRequest(CodeVerifier verifier) {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "read", "write"), WEB.getClientID(), CALLBACK)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(new State())
                .nonce(new Nonce())
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build();
    }

    private static AuthenticationResponse authorize(AuthorizationRequest request) throws Exception {
        return AuthenticationResponseParser.parse(URI.create(
                Browser.loginAsJane(request.toURI()).header("Location").get(0)));
    }

    private OIDCTokens exchange(AuthenticationResponse response, CodeVerifier verifier) throws Exception {
        return tokens(WEB, grant(response, verifier));
    }

    private static AuthorizationGrant grant(AuthenticationResponse response, CodeVerifier verifier) {
        return new AuthorizationCodeGrant(response.toSuccessResponse().getAuthorizationCode(), CALLBACK, verifier);
    }

    private OIDCTokens tokens(ClientAuthentication client, AuthorizationGrant grant, String... scope) throws Exception {
        OIDCTokenResponse response =
                (OIDCTokenResponse) send(client, grant, scope).toSuccessResponse();
        return response.getOIDCTokens();
    }

    private TokenResponse send(ClientAuthentication client, AuthorizationGrant grant, String... scope)
            throws Exception {
        return OIDCTokenResponseParser.parse(new TokenRequest.Builder(provider.getTokenEndpointURI(), client, grant)
                .scope(new Scope(scope))
                .build()
                .toHTTPRequest()
                .send());
    }

    private static ErrorObject error(TokenResponse response) {
        return response.toErrorResponse().getErrorObject();
    }

    private TokenIntrospectionSuccessResponse introspect(ClientAuthentication client, Token token) throws Exception {
        return TokenIntrospectionResponse.parse(
                        new TokenIntrospectionRequest(provider.getIntrospectionEndpointURI(), client, token)
                                .toHTTPRequest()
                                .send())
                .toSuccessResponse();
    }

    private static ClientAuthentication basic(String client) {
        return new ClientSecretBasic(new ClientID(client), new Secret(secret(client)));
    }
}
