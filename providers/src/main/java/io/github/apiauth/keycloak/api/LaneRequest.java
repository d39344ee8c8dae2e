package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.request.AuthorizationHeader;
import io.github.apiauth.keycloak.request.FormRequest;
import io.github.apiauth.keycloak.request.InvalidRequestException;
import io.github.apiauth.keycloak.request.ReadingRules;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.utils.StringUtil;

/**
 * A request on the API lane, read as the legacy API's clients send it.
 *
 * @param grantType {@code grant_type}, if it is a token request that has one
 * @param message what the envelope says if the request succeeds
 */
record LaneRequest(@Nullable String grantType, String message) {

    private static final String ATTRIBUTE = LaneRequest.class.getName();

    /** The grants whose token request itself asks for the scope (RFC 6749 §4.3.2, §4.4.2). */
    private static final Set<String> GRANTS_WITH_SCOPE =
            Set.of(OAuth2Constants.PASSWORD, OAuth2Constants.CLIENT_CREDENTIALS);

    private static final Set<String> CREDENTIALS = Set.of(
            OAuth2Constants.CLIENT_SECRET,
            OAuth2Constants.CLIENT_ASSERTION,
            CredentialRepresentation.PASSWORD,
            OAuth2Constants.REFRESH_TOKEN,
            OAuth2Constants.CODE,
            OAuth2Constants.ACCESS_TOKEN,
            "token");

    /** The request that the session serves, or none where it was refused or is none of the lane's. */
    static @Nullable LaneRequest of(KeycloakSession session) {
        return session.getAttribute(ATTRIBUTE, LaneRequest.class);
    }

    /** Reads a token request; one that asks for no scope asks for the configured one. See {@link #read}. */
    static void acceptToken(KeycloakSession session, ApiLaneConfig config) {
        MultivaluedMap<String, String> parameters = read(session, config);
        // As TokenEndpoint.sanitizeFormParameters (26.7.0) reads it afterwards.
        String grantType = StringUtil.removeControlCharacters(parameters.getFirst(OAuth2Constants.GRANT_TYPE));
        boolean refresh = OAuth2Constants.REFRESH_TOKEN.equals(grantType);
        session.setAttribute(ATTRIBUTE, new LaneRequest(grantType, refresh ? "Token refreshed" : "Token issued"));
        if (grantType != null && GRANTS_WITH_SCOPE.contains(grantType)) {
            KeycloakContext context = session.getContext();
            context.setHttpRequest(FormRequest.of(context.getHttpRequest(), config.withDefaultScope(parameters)));
        }
    }

    /** Reads a revocation request (RFC 7009 §2.1). See {@link #read}. */
    static void acceptRevocation(KeycloakSession session, ApiLaneConfig config) {
        read(session, config);
        session.setAttribute(ATTRIBUTE, new LaneRequest(null, "Token revoked"));
    }

    /** Reads an introspection request (RFC 7662 §2.1). See {@link #read}. */
    static void acceptIntrospection(KeycloakSession session, ApiLaneConfig config) {
        read(session, config);
        session.setAttribute(ATTRIBUTE, new LaneRequest(null, "Token introspected"));
    }

    /**
     * Reads the session's request and sets it anew, so that Keycloak's endpoint finds form parameters.
     *
     * @return the parameters that Keycloak's endpoint finds
     * @throws WebApplicationException with an RFC 6749 §5.2 error (400, 413, 415) if the request cannot be accepted
     */
    static MultivaluedMap<String, String> read(KeycloakSession session, ApiLaneConfig config) {
        HttpRequest request = session.getContext().getHttpRequest();
        try {
            AuthorizationHeader.requireAtMostOne(request.getHttpHeaders());
            refuseCredentialsInQuery(request.getUri().getQueryParameters());
            HttpRequest form = FormRequest.read(request, config.maxBytes(), ReadingRules.STANDARD);
            refuseTwoAuthentications(request.getHttpHeaders(), form.getDecodedFormParameters());
            UnreadableToken.replaceIn(form.getDecodedFormParameters());
            session.getContext().setHttpRequest(form);
            return form.getDecodedFormParameters();
        } catch (InvalidRequestException invalid) {
            throw refusal(invalid);
        }
    }

    /** The answer to a request that cannot be accepted. */
    static WebApplicationException refusal(InvalidRequestException invalid) {
        return new WebApplicationException(Response.status(invalid.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OAuth2ErrorRepresentation(OAuthErrorException.INVALID_REQUEST, invalid.getMessage()))
                .build());
    }

    /** Query strings end up in logs and histories (RFC 6749 §2.3.1). */
    private static void refuseCredentialsInQuery(MultivaluedMap<String, String> query) throws InvalidRequestException {
        for (String name : query.keySet()) {
            if (CREDENTIALS.contains(name)) {
                throw InvalidRequestException.parameter(name, "must be in the body, not in the query string");
            }
        }
    }

    /** RFC 6749 §2.3: "The client MUST NOT use more than one authentication method in each request." */
    private static void refuseTwoAuthentications(HttpHeaders headers, MultivaluedMap<String, String> parameters)
            throws InvalidRequestException {
        long methods = Stream.of(
                        BasicAuthentication.isTried(headers),
                        parameters.containsKey(OAuth2Constants.CLIENT_SECRET),
                        parameters.containsKey(OAuth2Constants.CLIENT_ASSERTION))
                .filter(Boolean::booleanValue)
                .count();
        if (methods > 1) {
            throw InvalidRequestException.because("The client authenticates in more than one way: use either the"
                    + " Authorization header or the body");
        }
    }
}
