package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.credentials.BasicAuthentication;
import io.github.apiauth.keycloak.legacyapi.RequestRules.DefaultScope;
import io.github.apiauth.keycloak.request.FormRequest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;

/** The scopes of requests that ask for none. */
final class DefaultScopes {

    private DefaultScopes() {}

    /** Those that all clients ask for: known without a look at the client, so that the rate limit sees them. */
    static void completeForAll(
            KeycloakSession session, MultivaluedMap<String, String> parameters, @Nullable DefaultScope scope) {
        if (scope != null && !scope.ifAllowed() && asksForNone(parameters)) {
            complete(session, parameters, String.join(" ", scope.scopes()));
        }
    }

    /** Those of them that this client may ask for, where the contract has it so. To be called after the rate limit. */
    static void completeForClient(
            KeycloakSession session, MultivaluedMap<String, String> parameters, @Nullable DefaultScope scope) {
        if (scope == null || !scope.ifAllowed() || !asksForNone(parameters)) {
            return;
        }
        String basicId = BasicAuthentication.clientId(session);
        String clientId = basicId == null ? parameters.getFirst(OAuth2Constants.CLIENT_ID) : basicId;
        ClientModel client = clientId == null
                ? null
                : session.clients().getClientByClientId(session.getContext().getRealm(), clientId);
        if (client != null) {
            complete(
                    session,
                    parameters,
                    scope.scopes().stream()
                            .filter(each -> TokenManager.isValidScope(session, each, client))
                            .collect(Collectors.joining(" ")));
        }
    }

    private static boolean asksForNone(MultivaluedMap<String, String> parameters) {
        String asked = parameters.getFirst(OAuth2Constants.SCOPE);
        return asked == null || asked.isEmpty();
    }

    private static void complete(KeycloakSession session, MultivaluedMap<String, String> parameters, String scopes) {
        if (!scopes.isEmpty()) {
            KeycloakContext context = session.getContext();
            MultivaluedMap<String, String> completed = new MultivaluedHashMap<>(parameters);
            completed.putSingle(OAuth2Constants.SCOPE, scopes);
            context.setHttpRequest(FormRequest.of(context.getHttpRequest(), completed));
        }
    }
}
