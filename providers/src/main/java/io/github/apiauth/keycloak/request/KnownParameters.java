package io.github.apiauth.keycloak.request;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.endpoints.TokenIntrospectionEndpoint;
import org.keycloak.protocol.oidc.endpoints.request.AuthzEndpointRequestParser;
import org.keycloak.protocol.oidc.grants.ciba.CibaGrantType;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.request.BackchannelAuthenticationEndpointRequestParser;
import org.keycloak.representations.idm.CredentialRepresentation;

/** The names of the parameters that Keycloak and this pack read. */
final class KnownParameters {

    /** Of the token endpoint (RFC 6749 §4 and §6, RFC 7636 §4.5). */
    private static final Set<String> TOKEN = Set.of(
            OAuth2Constants.GRANT_TYPE,
            OAuth2Constants.CODE,
            OAuth2Constants.CODE_VERIFIER,
            OAuth2Constants.REFRESH_TOKEN,
            OAuth2Constants.USERNAME,
            OAuth2Constants.PASSWORD);

    /** Of the direct grant, besides: the pack's e-mail step, and Keycloak's {@code ValidateOTP} (26.7.0). */
    private static final Set<String> DIRECT_GRANT = Set.of("email", "otp", CredentialRepresentation.TOTP);

    /** Of further grants: RFC 7523 §2.1, RFC 8628 §3.4, RFC 8693 §2.1, CIBA §10.1. */
    private static final Set<String> GRANTS = Set.of(
            OAuth2Constants.ASSERTION,
            OAuth2Constants.DEVICE_CODE,
            OAuth2Constants.AUDIENCE,
            OAuth2Constants.SUBJECT_TOKEN,
            OAuth2Constants.SUBJECT_TOKEN_TYPE,
            OAuth2Constants.SUBJECT_ISSUER,
            OAuth2Constants.ACTOR_TOKEN,
            OAuth2Constants.ACTOR_TOKEN_TYPE,
            OAuth2Constants.REQUESTED_TOKEN_TYPE,
            OAuth2Constants.REQUESTED_SUBJECT,
            OAuth2Constants.REQUESTED_ISSUER,
            CibaGrantType.AUTH_REQ_ID);

    /** Of any authorization request (RFC 9396 §2, OpenID Connect Core §3.1.2.1), of revocation (RFC 7009 §2.1) and introspection. */
    private static final Set<String> OTHERS = Set.of(
            OAuth2Constants.AUTHORIZATION_DETAILS,
            OAuth2Constants.DISPLAY,
            OAuth2Constants.POST_LOGOUT_REDIRECT_URI,
            TokenIntrospectionEndpoint.PARAM_TOKEN,
            TokenIntrospectionEndpoint.PARAM_TOKEN_TYPE_HINT);

    /** All of them. Keycloak itself names those of the endpoints {@code auth}, {@code ext/par} (RFC 9126) and {@code ext/ciba}. */
    static final Set<String> NAMES = Stream.of(
                    TOKEN,
                    DIRECT_GRANT,
                    GRANTS,
                    OTHERS,
                    AuthzEndpointRequestParser.KNOWN_REQ_PARAMS,
                    BackchannelAuthenticationEndpointRequestParser.KNOWN_REQ_PARAMS)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private KnownParameters() {}
}
