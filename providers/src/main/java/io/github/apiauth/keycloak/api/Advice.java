package io.github.apiauth.keycloak.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;

/** The words with which the lane answers an error that Keycloak leaves unclear: what exactly is wrong, and what would be right. */
final class Advice {

    /** What an error repeats of a request at most. */
    private static final int LONGEST = 200;

    private Advice() {}

    /** What the answer says to the session's client of its request's error. */
    static String on(KeycloakSession session, LaneError error, @Nullable String grantType) {
        ClientModel client = session.getContext().getClient();
        if (client == null) {
            return error.description();
        }
        return switch (error.code()) {
            case OAuthErrorException.INVALID_SCOPE -> scope(session, client, error.description());
            case OAuthErrorException.UNSUPPORTED_GRANT_TYPE, OAuthErrorException.UNAUTHORIZED_CLIENT ->
                grant(session, client, error.description(), grantType);
            default -> error.description();
        };
    }

    private static String scope(KeycloakSession session, ClientModel client, String description) {
        String asked =
                session.getContext().getHttpRequest().getDecodedFormParameters().getFirst(OAuth2Constants.SCOPE);
        List<String> wrong = asked == null
                ? List.of()
                : TokenManager.parseScopeParameter(asked)
                        .filter(scope -> !scope.isEmpty() && !TokenManager.isValidScope(session, scope, client))
                        .toList();
        if (wrong.isEmpty()) {
            return description;
        }
        String named = String.join(" ", wrong);
        return "Invalid scopes: "
                + (named.length() <= LONGEST ? named : named.substring(0, LONGEST) + "...")
                + (named.contains(",") ? ". Scopes are separated by spaces, not by commas" : "");
    }

    private static String grant(
            KeycloakSession session, ClientModel client, String description, @Nullable String grantType) {
        List<String> allowed = AllowedGrants.of(session.getContext().getRealm(), client);
        if (grantType == null || allowed.contains(grantType)) {
            return description;
        }
        return description + ". The client may use: " + (allowed.isEmpty() ? "none" : String.join(", ", allowed));
    }
}
