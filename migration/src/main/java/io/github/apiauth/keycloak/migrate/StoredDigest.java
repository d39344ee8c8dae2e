package io.github.apiauth.keycloak.migrate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Salted digests as a profile describes them: which values can be one, and the credential that they become. */
final class StoredDigest {

    /** By the outermost function of the scheme, which gives the length: those of the pack's password hash {@code digest}. */
    private static final Map<String, Integer> BYTES = Map.of("md5", 16, "sha1", 20, "sha256", 32, "sha512", 64);

    private static final Pattern OUTERMOST = Pattern.compile("(?:raw:)?(md5|sha1|sha256|sha512)\\(.+\\)");

    private final String scheme;
    private final int length;
    private final boolean base64;
    private final @Nullable String charset;
    private final String saltEncoding;

    private StoredDigest(String scheme, int length, boolean base64, @Nullable String charset, String saltEncoding) {
        this.scheme = scheme;
        this.length = length;
        this.base64 = base64;
        this.charset = charset;
        this.saltEncoding = saltEncoding;
    }

    /**
     * As the profile has it.
     *
     * @throws MigrateException if it describes none
     */
    static StoredDigest of(String profile, Profile.Digest digest) throws MigrateException {
        String scheme = digest.scheme() == null ? "" : digest.scheme().strip();
        Matcher outermost = OUTERMOST.matcher(scheme);
        ProfileFile.require(
                outermost.matches(),
                profile,
                "/users/digest/scheme must be one such as sha1(password) or md5(md5(password).md5(salt)), with the functions"
                        + " md5, sha1, sha256 and sha512");
        String encoding = digest.encoding() == null ? "hex" : digest.encoding();
        ProfileFile.require(
                List.of("hex", "base64").contains(encoding), profile, "/users/digest/encoding must be hex or base64");
        String saltEncoding = digest.saltEncoding() == null ? "text" : digest.saltEncoding();
        ProfileFile.require(
                List.of("text", "hex", "base64").contains(saltEncoding),
                profile,
                "/users/digest/saltEncoding must be text, hex or base64");
        return new StoredDigest(
                scheme,
                BYTES.getOrDefault(outermost.group(1), 0),
                encoding.equals("base64"),
                digest.charset(),
                saltEncoding);
    }

    /**
     * The credential of a value, or nothing if it cannot be such a digest.
     *
     * @throws NotMovableException if the salt is missing or cannot be read
     */
    Optional<Credential> credential(String value, @Nullable String salt) throws NotMovableException {
        if (!isOne(value)) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("scheme", scheme);
        parameters.put("encoding", base64 ? "base64" : "hex");
        if (charset != null) {
            parameters.put("charset", charset);
        }
        return Optional.of(
                new Credential("digest", value, Base64.getEncoder().encodeToString(salt(salt)), 0, parameters));
    }

    private boolean isOne(String value) {
        try {
            byte[] digest =
                    base64 ? Base64.getDecoder().decode(value) : HexFormat.of().parseHex(value);
            return digest.length == length;
        } catch (IllegalArgumentException somethingElse) {
            return false;
        }
    }

    private byte[] salt(@Nullable String salt) throws NotMovableException {
        if (!scheme.contains("salt")) {
            return new byte[0];
        }
        if (salt == null) {
            throw new NotMovableException(
                    "The password's scheme has a salt, and the row has none",
                    "let the profile's SQL give it as password_salt");
        }
        try {
            return switch (saltEncoding) {
                case "hex" -> HexFormat.of().parseHex(salt);
                case "base64" -> Base64.getDecoder().decode(salt);
                default -> salt.getBytes(StandardCharsets.UTF_8);
            };
        } catch (IllegalArgumentException malformed) {
            throw new NotMovableException(
                    "The salt of the password is not " + saltEncoding, "set /users/digest/saltEncoding of the profile");
        }
    }
}
