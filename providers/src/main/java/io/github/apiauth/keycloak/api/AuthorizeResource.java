package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.request.FormRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The authorization endpoint on the API lane: Keycloak's own, with the lane's default scope. Its answers are pages and
 * redirects, and stay out of the envelope.
 */
public class AuthorizeResource {

    private final KeycloakSession session;
    private final EventBuilder event;
    private final MultivaluedMap<String, String> parameters;

    /** The parameters are those of the query or of the body, by the method. */
    AuthorizeResource(KeycloakSession session, EventBuilder event, MultivaluedMap<String, String> parameters) {
        this.session = session;
        this.event = event;
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
        return new Endpoint(session, event).buildPost();
    }

    /** Keycloak's endpoint, whose logins are known to have begun here. */
    private static final class Endpoint extends AuthorizationEndpoint {

        Endpoint(KeycloakSession session, EventBuilder event) {
            super(session, event);
        }

        @Override
        protected AuthenticationSessionModel createAuthenticationSession(ClientModel client, String state) {
            AuthenticationSessionModel login = super.createAuthenticationSession(client, state);
            LaneLogin.begin(login);
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
