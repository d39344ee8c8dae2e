package io.github.apiauth.keycloak.oldtoken;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/**
 * A token of the old server.
 *
 * @param kind what it is for
 * @param client the only client that may use it
 * @param user whom it stands for; none where the client has it for itself (RFC 6749 §4.4)
 * @param scope what was granted, separated by spaces; scopes that Keycloak does not know grant nothing
 * @param since in seconds since 1970, when it was issued, or when it was first known here. It dies by a <i>not before</i> of the
 *     realm, the client or the user that is later
 * @param expires in seconds since 1970; from then on it is worth nothing
 */
public record OldToken(
        Kind kind, ClientModel client, @Nullable UserModel user, String scope, long since, long expires) {

    /** What a token is for. */
    public enum Kind {
        REFRESH,
        ACCESS
    }
}
