package io.github.apiauth.keycloak.passwordhash;

import java.util.Set;
import org.keycloak.models.credential.PasswordCredentialModel;

/** Reads credentials whose value says by its first characters how it was made (modular crypt format), and holds everything. */
final class CryptReader implements HashReader {

    private static final Set<String> PARAMETERS = Set.of(CredentialParts.CHARSET);

    @Override
    public MigratedPassword read(PasswordCredentialModel credential) throws UnreadableHashException {
        CredentialParts parts = CredentialParts.of(credential, PARAMETERS);
        return new MigratedPassword(read(parts.value()), parts.charset());
    }

    private static StoredHash read(String value) throws UnreadableHashException {
        if (Bcrypt.PREFIX.matcher(value).matches()) {
            return Bcrypt.read(value);
        }
        if (UnixCrypt.PREFIX.matcher(value).matches()) {
            return UnixCrypt.read(value);
        }
        if (Phpass.PREFIX.matcher(value).matches()) {
            return Phpass.read(value);
        }
        throw new UnreadableHashException(
                "its value begins with none of $2a$, $2b$, $2x$, $2y$ (bcrypt), $1$, $5$, $6$ (crypt),"
                        + " $P$, $H$ (phpass): $argon2 is Keycloak's own algorithm argon2, a bare MD5 or SHA is digest");
    }
}
