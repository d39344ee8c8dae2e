package io.github.apiauth.keycloak.passwordhash;

import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Verifies passwords that an old application has hashed. It makes no hashes, and none is as any policy says, so that Keycloak hashes the
 * password anew, by the realm's policy, once it has been right ({@code PasswordCredentialProvider.isValid}, 26.7.0).
 *
 * <p>A wrong password costs one hash of the realm's policy, beside the old hash if that is cheap; so it does where the credential cannot
 * be read, with which nobody logs in.
 */
final class MigratedHashProvider implements PasswordHashProvider {

    private final KeycloakSession session;
    private final HashReader reader;
    private final UnreadableHashes unreadable;

    MigratedHashProvider(KeycloakSession session, HashReader reader, UnreadableHashes unreadable) {
        this.session = session;
        this.reader = reader;
        this.unreadable = unreadable;
    }

    @Override
    public boolean verify(String password, PasswordCredentialModel credential) {
        boolean cheap = true;
        try {
            MigratedPassword migrated = reader.read(credential);
            if (migrated.is(password)) {
                return true;
            }
            cheap = migrated.hash().isCheap();
        } catch (UnreadableHashException reason) {
            unreadable.warn(credential, reason);
        }
        if (cheap) {
            RealmHash.spend(session, password);
        }
        return false;
    }

    @Override
    public boolean policyCheck(PasswordPolicy policy, PasswordCredentialModel credential) {
        return false;
    }

    /** Never called by a realm's policy, which {@link HashAlgorithmPolicyFactory} keeps from naming it. */
    @Override
    public PasswordCredentialModel encodedCredential(String password, int iterations) {
        throw new UnsupportedOperationException(HashAlgorithmPolicyFactory.MEND);
    }

    @Override
    public void close() {}
}
