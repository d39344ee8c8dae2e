package io.github.apiauth.keycloak.passwordhash;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * bcrypt as PHP's {@code crypt()} and {@code password_hash()} make it (crypt_blowfish 1.3): {@code $2y$10$}, salt and hash. Passwords
 * count to their 72nd byte, and to the first NUL.
 *
 * <p>Hashed by Spring Security's class, because Bouncy Castle's {@code OpenBSDBCrypt} (1.84) takes {@code $2x$} for {@code $2y$}, and
 * so refuses passwords with bytes over 127 of a PHP before 5.3.7.
 */
final class Bcrypt implements StoredHash {

    /** How the values begin. */
    static final Pattern PREFIX = Pattern.compile("\\$2[abxy]\\$.*", Pattern.DOTALL);

    private static final Pattern FORMAT = Pattern.compile("\\$2[abxy]\\$(?<cost>\\d\\d)\\$[./0-9A-Za-z]{53}");

    static final int LOWEST_COST = 4;

    /** Some seconds on a processor of today; PHP's default is 10, and 12 since PHP 8.4. */
    static final int HIGHEST_COST = 16;

    private final String value;

    private Bcrypt(String value) {
        this.value = value;
    }

    static Bcrypt read(String value) throws UnreadableHashException {
        Matcher format = FORMAT.matcher(value);
        if (!format.matches()) {
            throw new UnreadableHashException(
                    "its bcrypt hash is not whole: 60 characters, the column may have cut it");
        }
        int cost = Integer.parseInt(format.group("cost"));
        if (cost < LOWEST_COST || cost > HIGHEST_COST) {
            throw new UnreadableHashException("its bcrypt cost is not " + LOWEST_COST + " to " + HIGHEST_COST
                    + ", which would keep the server busy for minutes: its user needs a new password");
        }
        return new Bcrypt(value);
    }

    @Override
    public boolean matches(byte[] password) {
        return BCrypt.checkpw(CString.of(password), value);
    }

    /** It was made to be slow, and twice the time would tell as much. */
    @Override
    public boolean isCheap() {
        return false;
    }
}
