package io.github.apiauth.keycloak.oldtoken;

import io.github.apiauth.keycloak.request.FormRequest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.TokenRevocationEndpoint;

/** Revocation (RFC 7009) of tokens of the old server. */
public final class OldTokenRevocation {

    private OldTokenRevocation() {}

    /**
     * Puts a JWT with the claims that an old token stands for in its place, if the session's request is to revoke one. Keycloak's
     * endpoint then checks client and user, writes the event, and puts the token's name on its list of revoked tokens until it would have
     * expired. The JWT leaves the request for nowhere. To be called before the endpoint is created.
     */
    public static void translate(KeycloakSession session) {
        HttpRequest request = session.getContext().getHttpRequest();
        MultivaluedMap<String, String> parameters = request.getDecodedFormParameters();
        List<String> values = parameters.get(TokenRevocationEndpoint.PARAM_TOKEN);
        if (values == null || values.size() != 1) { // which Keycloak refuses
            return;
        }
        PresentedToken.of(session, values.get(0)).ifPresent(old -> {
            MultivaluedMap<String, String> translated = new MultivaluedHashMap<>(parameters);
            translated.putSingle(
                    TokenRevocationEndpoint.PARAM_TOKEN, session.tokens().encode(old.claims(session)));
            session.getContext().setHttpRequest(FormRequest.of(request, translated));
        });
    }
}
