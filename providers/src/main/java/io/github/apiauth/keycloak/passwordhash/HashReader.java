package io.github.apiauth.keycloak.passwordhash;

import org.keycloak.models.credential.PasswordCredentialModel;

/** Reads the credentials of one algorithm. */
@FunctionalInterface
interface HashReader {

    /** What the credential says of its password. */
    MigratedPassword read(PasswordCredentialModel credential) throws UnreadableHashException;
}
