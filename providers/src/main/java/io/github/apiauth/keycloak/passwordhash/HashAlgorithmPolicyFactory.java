package io.github.apiauth.keycloak.passwordhash;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.util.Set;
import org.keycloak.policy.HashAlgorithmPasswordPolicyProviderFactory;
import org.keycloak.policy.PasswordPolicyConfigException;

/**
 * Keeps realms from choosing an old application's hashes for new passwords. In the place of Keycloak's own policy by
 * its higher {@link #order()}: that takes every algorithm that the server has (26.7.0), and asks nobody else.
 */
public class HashAlgorithmPolicyFactory extends HashAlgorithmPasswordPolicyProviderFactory
        implements ListedWithVersion {

    static final String MEND =
            "crypt and digest verify passwords that come from an old application, and hash none: choose argon2, pbkdf2-sha512 or"
                    + " pbkdf2-sha256";

    private static final Set<String> VERIFY_ONLY = Set.of(CryptHashFactory.PROVIDER_ID, DigestHashFactory.PROVIDER_ID);

    @Override
    public Object parseConfig(String value) {
        if (value != null && VERIFY_ONLY.contains(value)) {
            throw new PasswordPolicyConfigException(MEND);
        }
        return super.parseConfig(value);
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
