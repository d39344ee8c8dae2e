package io.github.apiauth.keycloak.passwordhash;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Reads salted digests, which say nothing of themselves: the parameter {@code scheme} says how they were made ({@link Scheme}), and {@code
 * encoding} how they are written, {@code hex} in either case, if it is left out, or {@code base64}.
 */
final class DigestReader implements HashReader {

    private static final String SCHEME = "scheme";
    private static final String ENCODING = "encoding";
    private static final Set<String> PARAMETERS = Set.of(SCHEME, ENCODING, CredentialParts.CHARSET);

    /** An application has one or two. */
    private static final int REMEMBERED = 100;

    private final Cache<String, Part.Call> schemes =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    @Override
    public MigratedPassword read(PasswordCredentialModel credential) throws UnreadableHashException {
        CredentialParts parts = CredentialParts.of(credential, PARAMETERS);
        String scheme = parts.parameter(SCHEME)
                .orElseThrow(() -> new UnreadableHashException(
                        "its additionalParameters have no scheme, such as sha1(salt.password)"));
        return new MigratedPassword(new SaltedDigest(parsed(scheme), parts.salt(), digest(parts)), parts.charset());
    }

    private Part.Call parsed(String scheme) throws UnreadableHashException {
        Part.Call remembered = schemes.getIfPresent(scheme);
        if (remembered != null) {
            return remembered;
        }
        Part.Call parsed = Scheme.parse(scheme);
        schemes.put(scheme, parsed);
        return parsed;
    }

    private static byte[] digest(CredentialParts parts) throws UnreadableHashException {
        String encoding = parts.parameter(ENCODING).orElse("hex");
        try {
            return switch (encoding) {
                case "hex" -> HexFormat.of().parseHex(parts.value());
                case "base64" -> Base64.getDecoder().decode(parts.value());
                default -> throw new UnreadableHashException("its encoding must be hex or base64");
            };
        } catch (IllegalArgumentException malformed) {
            throw new UnreadableHashException(
                    "its value is not " + encoding + ": check encoding, the column may have cut it");
        }
    }
}
