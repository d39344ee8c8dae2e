package io.github.apiauth.keycloak.passwordhash;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.spec.InvalidKeySpecException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wildfly.security.password.Password;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.util.ModularCrypt;

/**
 * crypt(3) with MD5 ({@code $1$}), SHA-256 ({@code $5$}) or SHA-512 ({@code $6$}), as PHP's {@code crypt()} makes it: salt and hash, before
 * the salt perhaps {@code rounds=}. Passwords count to the first NUL.
 *
 * <p>Hashed by WildFly Elytron, which Keycloak brings (2.8.4). Commons Codec, which it brings too, takes salts of letters, digits, dot and
 * slash only; PHP takes others, such as the plus sign of Base64.
 */
final class UnixCrypt implements StoredHash {

    /** How the values begin. */
    static final Pattern PREFIX = Pattern.compile("\\$[156]\\$.*", Pattern.DOTALL);

    /** A salt is what can be printed and does not end it. */
    private static final Pattern FORMAT = Pattern.compile(
            "\\$(?<kind>[156])\\$(?:rounds=(?<rounds>[1-9]\\d{0,8})\\$)?(?<salt>[ -~&&[^$]]{0,16})\\$(?<hash>[./0-9A-Za-z]+)");

    private static final int LONGEST_SALT_OF_MD5 = 8;

    /** About a second on a processor of today; without {@code rounds=} they are 5000. */
    static final int MOST_ROUNDS = 1_000_000;

    private static final Provider ELYTRON = new WildFlyElytronPasswordProvider();

    private final PasswordFactory factory;
    private final Password hash;

    private UnixCrypt(PasswordFactory factory, Password hash) {
        this.factory = factory;
        this.hash = hash;
    }

    static UnixCrypt read(String value) throws UnreadableHashException {
        Matcher format = FORMAT.matcher(value);
        if (!format.matches() || !isWhole(format)) {
            throw new UnreadableHashException(
                    "its crypt(3) hash is not whole: $1$, $5$ or $6$, a salt, and 22, 43 or 86"
                            + " characters, the column may have cut it");
        }
        String rounds = format.group("rounds");
        if (rounds != null && Integer.parseInt(rounds) > MOST_ROUNDS) {
            throw new UnreadableHashException("its rounds are more than " + MOST_ROUNDS
                    + ", which would keep the server busy: its user needs a new password");
        }
        try {
            Password parsed = ModularCrypt.decode(value);
            PasswordFactory factory = PasswordFactory.getInstance(parsed.getAlgorithm(), ELYTRON);
            return new UnixCrypt(factory, factory.translate(parsed));
        } catch (InvalidKeySpecException | InvalidKeyException | NoSuchAlgorithmException refused) {
            throw new UnreadableHashException("its crypt(3) hash is not whole, the column may have cut it");
        }
    }

    private static boolean isWhole(Matcher format) {
        String salt = format.group("salt");
        boolean rounds = format.group("rounds") != null;
        int length = format.group("hash").length();
        return switch (format.group("kind")) {
            case "1" -> length == 22 && salt.length() <= LONGEST_SALT_OF_MD5 && !rounds;
            case "5" -> length == 43 && !salt.startsWith("rounds=");
            default -> length == 86 && !salt.startsWith("rounds=");
        };
    }

    @Override
    public boolean matches(byte[] password) {
        if (password.length > LONGEST_IN_ROUNDS) {
            return false;
        }
        try {
            return factory.verify(hash, ByteCharset.characters(CString.of(password)), ByteCharset.INSTANCE);
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException("The factory refuses what it has translated", impossible);
        }
    }

    @Override
    public boolean isCheap() {
        return true;
    }
}
