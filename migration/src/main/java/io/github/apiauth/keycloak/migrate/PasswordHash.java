package io.github.apiauth.keycloak.migrate;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What password hashes of PHP applications are for Keycloak: modular crypt strings go to the pack's algorithm {@code crypt}, Argon2 to
 * Keycloak's own, and what says nothing of itself is a {@link StoredDigest}, where the profile describes one.
 */
final class PasswordHash {

    private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]\\$(?<cost>\\d\\d)\\$[./0-9A-Za-z]{53}");
    private static final Pattern PHPASS = Pattern.compile("\\$[PH]\\$(?<rounds>[./0-9A-Za-z])[./0-9A-Za-z]{30}");
    private static final Pattern MD5_CRYPT = Pattern.compile("\\$1\\$[ -~&&[^$]]{0,8}\\$[./0-9A-Za-z]{22}");
    private static final Pattern SHA_CRYPT = Pattern.compile(
            "\\$(?:5\\$(?:rounds=(?<rounds5>[1-9]\\d{0,8})\\$)?(?!rounds=)[ -~&&[^$]]{0,16}\\$[./0-9A-Za-z]{43}"
                    + "|6\\$(?:rounds=(?<rounds6>[1-9]\\d{0,8})\\$)?(?!rounds=)[ -~&&[^$]]{0,16}\\$[./0-9A-Za-z]{86})");
    private static final Pattern ARGON2 = Pattern.compile("\\$argon2(?<type>id|i|d)\\$(?:v=(?<version>16|19)\\$)?"
            + "m=(?<memory>\\d{1,9}),t=(?<iterations>\\d{1,9}),p=(?<parallelism>\\d{1,3})"
            + "\\$(?<salt>[A-Za-z0-9+/]+)\\$(?<hash>[A-Za-z0-9+/]+)");
    private static final Pattern CRYPT_PREFIX =
            Pattern.compile("\\$(?:2[abxy]|P|H|1|5|6|argon2\\w*)\\$.*", Pattern.DOTALL);

    /** The bounds of the pack's algorithm: docs/how-to/password-hashes.md. */
    static final int LOWEST_BCRYPT_COST = 4;

    static final int HIGHEST_BCRYPT_COST = 16;
    static final int FEWEST_PHPASS_ROUNDS_LOG2 = 7;
    static final int MOST_PHPASS_ROUNDS_LOG2 = 20;
    static final int MOST_SHA_ROUNDS = 1_000_000;

    /** Of SHA-crypt without {@code rounds=}. */
    private static final int USUAL_SHA_ROUNDS = 5000;

    private static final String PHPASS_ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final @Nullable StoredDigest digest;

    /** Where what says nothing of itself is such a digest, or unknown. */
    PasswordHash(@Nullable StoredDigest digest) {
        this.digest = digest;
    }

    /**
     * The credential of a stored hash.
     *
     * @throws NotMovableException if it is none that can be verified; the hash is not in the message
     */
    Credential credential(String hash, @Nullable String salt) throws NotMovableException {
        Optional<Credential> described = digest == null ? Optional.empty() : digest.credential(hash, salt);
        if (described.isPresent()) {
            return described.get();
        }
        Matcher argon2 = ARGON2.matcher(hash);
        if (argon2.matches()) {
            return argon2(argon2);
        }
        if (isCrypt(hash)) {
            return new Credential("crypt", hash, "", 0, Map.of());
        }
        if (CRYPT_PREFIX.matcher(hash).matches()) {
            throw new NotMovableException(
                    "The password's hash begins as a known one, but is not whole (" + hash.length() + " characters)",
                    "look whether the column has cut it; let the profile's SQL give NULL to bring the user without a password");
        }
        throw new NotMovableException(
                "The password's hash is of no known kind (" + hash.length() + " characters)",
                digest == null
                        ? "describe it under /users/digest of the profile; let its SQL give NULL to bring the user without a password"
                        : "it is not what /users/digest describes, and may be plain text; let the profile's SQL give NULL to bring"
                                + " the user without a password");
    }

    private static boolean isCrypt(String hash) throws NotMovableException {
        Matcher bcrypt = BCRYPT.matcher(hash);
        if (bcrypt.matches()) {
            return costs(Integer.parseInt(bcrypt.group("cost")), LOWEST_BCRYPT_COST, HIGHEST_BCRYPT_COST);
        }
        Matcher phpass = PHPASS.matcher(hash);
        if (phpass.matches()) {
            return costs(
                    PHPASS_ALPHABET.indexOf(phpass.group("rounds")),
                    FEWEST_PHPASS_ROUNDS_LOG2,
                    MOST_PHPASS_ROUNDS_LOG2);
        }
        Matcher sha = SHA_CRYPT.matcher(hash);
        if (sha.matches()) {
            String rounds = sha.group("rounds5") == null ? sha.group("rounds6") : sha.group("rounds5");
            return costs(rounds == null ? USUAL_SHA_ROUNDS : Integer.parseInt(rounds), 1, MOST_SHA_ROUNDS);
        }
        return MD5_CRYPT.matcher(hash).matches();
    }

    private static boolean costs(int cost, int least, int most) throws NotMovableException {
        if (cost < least || cost > most) {
            throw new NotMovableException(
                    "The password's hash would cost " + cost + ", and the pack verifies " + least + " to " + most,
                    "let the profile's SQL give NULL: the user needs a new password");
        }
        return true;
    }

    /** As Argon2PasswordHashProvider (Keycloak 26.7.0) stores its own. */
    private static Credential argon2(Matcher hash) throws NotMovableException {
        byte[] value = decoded(hash.group("hash"));
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("version", "19".equals(hash.group("version")) ? "1.3" : "1.0");
        parameters.put("type", hash.group("type"));
        parameters.put("hashLength", String.valueOf(value.length));
        parameters.put("memory", hash.group("memory"));
        parameters.put("parallelism", hash.group("parallelism"));
        return new Credential(
                "argon2",
                Base64.getEncoder().encodeToString(value),
                Base64.getEncoder().encodeToString(decoded(hash.group("salt"))),
                Integer.parseInt(hash.group("iterations")),
                parameters);
    }

    private static byte[] decoded(String unpadded) throws NotMovableException {
        try {
            return Base64.getDecoder().decode(unpadded);
        } catch (IllegalArgumentException malformed) {
            throw new NotMovableException(
                    "The password's Argon2 hash is not whole", "look whether the column has cut it");
        }
    }
}
