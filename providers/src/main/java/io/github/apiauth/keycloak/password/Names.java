package io.github.apiauth.keycloak.password;

import java.util.regex.Pattern;

/** How a user's name is shown where many people read, such as events: whole, unless it looks like an e-mail address. */
final class Names {

    /**
     * No address in any spelling: none can do without its at sign, and those that stand for one, such as {@code %40}, are
     * made of characters that are no part of a name.
     */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}\\p{N} ._+'-]+");

    private Names() {}

    /** {@code jane} as it is, {@code jane@example.com} as {@code j***@example.com}: enough to recognise, too little to write to. */
    static String shown(String name) {
        String text = name.strip();
        if (isPlain(text)) {
            return text;
        }
        int at = text.lastIndexOf('@');
        String first = at == 0 || text.isEmpty() ? "" : text.substring(0, text.offsetByCodePoints(0, 1));
        String domain = at < 0 ? "" : text.substring(at + 1);
        return first + "***" + (isPlain(domain) ? "@" + domain : "");
    }

    private static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches();
    }
}
