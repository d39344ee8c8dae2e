package io.github.apiauth.keycloak.answer;

import io.github.apiauth.keycloak.legacyapi.Failure;
import io.github.apiauth.keycloak.request.OAuthError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;

/** The words with which the lane answers an error that Keycloak leaves unclear: what exactly is wrong, and what would be right. */
final class Advice {

    /** What an error repeats of a request at most. */
    private static final int LONGEST = 200;

    private Advice() {}

    /** The failure of the session's request, with what the answer says of it to the session's client. */
    static Failure on(KeycloakSession session, Failure failure) {
        ClientModel client = session.getContext().getClient();
        if (client == null) {
            return failure;
        }
        return switch (failure.cause()) {
            case SCOPE -> failure.withDescription(scope(session, client, failure.description()));
            case GRANT_TYPE ->
                failure.withDescription(grant(session, client, failure.description(), failure.grantType()));
            default -> failure;
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
        return OAuthError.printable("Invalid scopes: "
                + (named.length() <= LONGEST ? named : named.substring(0, LONGEST) + "...")
                + (named.contains(",") ? ". Scopes are separated by spaces, not by commas" : ""));
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
