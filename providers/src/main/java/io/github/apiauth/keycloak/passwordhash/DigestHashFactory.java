package io.github.apiauth.keycloak.passwordhash;

/** Salted digests: credentials with the algorithm {@code digest}, read by {@link DigestReader}. */
public final class DigestHashFactory extends MigratedHashFactory {

    /** The algorithm. */
    public static final String PROVIDER_ID = "digest";

    /** Called by Keycloak. */
    public DigestHashFactory() {
        super(PROVIDER_ID, new DigestReader());
    }
}
