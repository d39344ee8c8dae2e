package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.answer.Failures;
import io.github.apiauth.keycloak.lane.LaneCall;
import io.github.apiauth.keycloak.lane.LaneLogins;
import io.github.apiauth.keycloak.lane.Place;
import io.github.apiauth.keycloak.request.FormRequest;
import io.github.apiauth.keycloak.request.OAuthError;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The authorization endpoint on the API lane: Keycloak's own, with the contract's default scope. Its answers are pages and
 * redirects, which no contract changes; a contract may have its own answers in place of error pages.
 */
public class AuthorizeResource {

    private static final String IMPLICIT = "implicit";

    private final KeycloakSession session;
    private final EventBuilder event;
    private final Place place;
    private final MultivaluedMap<String, String> parameters;

    /** The parameters are those of the query or of the body, by the method. */
    AuthorizeResource(
            KeycloakSession session, EventBuilder event, Place place, MultivaluedMap<String, String> parameters) {
        this.session = session;
        this.event = event;
        this.place = place;
        this.parameters = parameters;
    }

    /** RFC 6749 §3.1: "MUST support the use of the HTTP GET method". */
    @GET
    public Response get() {
        return authorize();
    }

    /** RFC 6749 §3.1: "MAY support the use of the POST method as well". A form or JSON. */
    @POST
    public Response post() {
        return authorize();
    }

    /** Keycloak's GET takes the query as it stands, so both methods take its POST, which does the same with a form. */
    private Response authorize() {
        KeycloakContext context = session.getContext();
        context.setHttpRequest(FormRequest.of(context.getHttpRequest(), parameters));
        DefaultScopes.completeForAll(
                session, parameters, place.requests().defaultScopes().get(grantType()));
        try {
            return new Endpoint(session, event, LaneCall.of(place)).buildPost();
        } catch (WebApplicationException page) {
            if (place.route().pages() || page.getResponse().getStatus() >= 500) {
                throw page;
            }
            throw failure(page);
        }
    }

    private String grantType() {
        String responseType = parameters.getFirst(OIDCLoginProtocol.RESPONSE_TYPE_PARAM);
        return responseType != null && Arrays.asList(responseType.split(" ")).contains("token")
                ? IMPLICIT
                : OAuth2Constants.AUTHORIZATION_CODE;
    }

    /** Keycloak's pages ({@code AuthorizationEndpoint}, 26.7.0) say what is wrong to people; its event says it in a code. */
    private WebApplicationException failure(WebApplicationException page) {
        int status = page.getResponse().getStatus();
        String error = event.getEvent().getError();
        if (!parameters.containsKey(OAuth2Constants.CLIENT_ID) || Errors.CLIENT_NOT_FOUND.equals(error)) {
            return OAuthError.refusal(status, OAuthErrorException.INVALID_CLIENT, "There is no such client");
        }
        if (Errors.INVALID_REDIRECT_URI.equals(error)) {
            return OAuthError.refusal(
                    status,
                    Failures.REDIRECT_URI_MISMATCH,
                    "The redirect URI is missing, or none of those that the client has");
        }
        return OAuthError.refusal(status, OAuthErrorException.INVALID_REQUEST, "The request cannot be served");
    }

    /** Keycloak's endpoint, whose logins are known to have begun here. */
    private static final class Endpoint extends AuthorizationEndpoint {

        private final LaneCall call;

        Endpoint(KeycloakSession session, EventBuilder event, LaneCall call) {
            super(session, event);
            this.call = call;
        }

        @Override
        protected AuthenticationSessionModel createAuthenticationSession(ClientModel client, String state) {
            AuthenticationSessionModel login = super.createAuthenticationSession(client, state);
            LaneLogins.begin(login, call);
            return login;
        }

        /** With the provider instead of the instance that Keycloak (26.7.0) makes by hand, which answers prompt=none. */
        @Override
        protected Response handleBrowserAuthenticationRequest(
                AuthenticationSessionModel login, LoginProtocol protocol, boolean passive, boolean redirect) {
            LoginProtocol provider = session.getProvider(LoginProtocol.class, OIDCLoginProtocol.LOGIN_PROTOCOL)
                    .setRealm(realm)
                    .setUriInfo(session.getContext().getUri())
                    .setHttpHeaders(headers)
                    .setEventBuilder(event);
            return super.handleBrowserAuthenticationRequest(login, provider, passive, redirect);
        }
    }
}
