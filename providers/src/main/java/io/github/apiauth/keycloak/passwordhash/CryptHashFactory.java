package io.github.apiauth.keycloak.passwordhash;

/** bcrypt, phpass and crypt(3): credentials with the algorithm {@code crypt}, read by {@link CryptReader}. */
public final class CryptHashFactory extends MigratedHashFactory {

    /** The algorithm. */
    public static final String PROVIDER_ID = "crypt";

    /** Called by Keycloak. */
    public CryptHashFactory() {
        super(PROVIDER_ID, new CryptReader());
    }
}
