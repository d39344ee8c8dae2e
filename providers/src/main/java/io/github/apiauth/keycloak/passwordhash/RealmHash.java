package io.github.apiauth.keycloak.passwordhash;

import org.jspecify.annotations.Nullable;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.PasswordPolicy;

/** What a wrong password costs where the realm's own policy has hashed the right one. */
final class RealmHash {

    private RealmHash() {}

    /**
     * Hashes by the policy of the session's realm, for the time that it takes: as {@code AuthenticatorUtils.dummyHash} (26.7.0), for which
     * there has to be a flow.
     */
    static void spend(KeycloakSession session, String password) {
        PasswordPolicy policy = session.getContext().getRealm().getPasswordPolicy();
        PasswordHashProvider own = own(session, policy.getHashAlgorithm());
        (own == null ? session.getProvider(PasswordHashProvider.class) : own)
                .encodedCredential(password, policy.getHashIterations());
    }

    private static @Nullable PasswordHashProvider own(KeycloakSession session, @Nullable String algorithm) {
        return algorithm == null ? null : session.getProvider(PasswordHashProvider.class, algorithm);
    }
}
