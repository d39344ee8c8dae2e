package io.github.apiauth.keycloak.password;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** What the step asks of Keycloak about accounts. A name that leads to two users leads to none. */
final class Accounts {

    private Accounts() {}

    static @Nullable UserModel findByEmail(AuthenticationFlowContext context, String email) {
        KeycloakSession session = context.getSession();
        RealmModel realm = context.getRealm();
        try {
            UserModel user = session.users().getUserByEmail(realm, email);
            return user != null && realm.isDuplicateEmailsAllowed() && isShared(session, realm, email) ? null : user;
        } catch (ModelDuplicateException shared) {
            return null;
        }
    }

    /** A cached user hides a second one with the same e-mail, so the search goes past the cache. */
    private static boolean isShared(KeycloakSession session, RealmModel realm, String email) {
        List<UserModel> users = session.users()
                .searchForUserStream(realm, Map.of(UserModel.EMAIL, email, UserModel.EXACT, "true"), 0, 2)
                .toList();
        return users.size() > 1;
    }

    /** By username, or by e-mail in a realm that allows to log in with it. */
    static @Nullable UserModel findByUsername(AuthenticationFlowContext context, String username) {
        try {
            return KeycloakModelUtils.findUserByNameOrEmail(context.getSession(), context.getRealm(), username);
        } catch (ModelDuplicateException shared) {
            return null;
        }
    }

    /**
     * Whether Keycloak hashes a password to check this user's, as {@code PasswordCredentialProvider.isValid} (26.7.0)
     * does: not where none is stored here, or with an algorithm that this server does not have.
     */
    static boolean costsHash(AuthenticationFlowContext context, UserModel user) {
        return user.credentialManager()
                .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                .findFirst()
                .map(password -> isHashable(context.getSession(), password))
                .orElse(false);
    }

    private static boolean isHashable(KeycloakSession session, CredentialModel password) {
        String algorithm = PasswordCredentialModel.createFromCredentialModel(password)
                .getPasswordCredentialData()
                .getAlgorithm();
        return session.getProvider(PasswordHashProvider.class, algorithm) != null;
    }
}
