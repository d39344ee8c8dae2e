package io.github.apiauth.keycloak.migrate;

import java.net.IDN;
import java.util.regex.Pattern;

/** What Keycloak takes for an e-mail address, as far as databases hold others, and how one is shown to people. */
final class EmailAddress {

    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_DOMAIN = 255;
    private static final Pattern LOCAL_PART =
            Pattern.compile("[^\\s.@\"(),:;<>\\[\\]\\\\\\p{Cntrl}]+(?:\\.[^\\s.@\"(),:;<>\\[\\]\\\\\\p{Cntrl}]+)*");
    private static final Pattern DOMAIN = Pattern.compile("(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)*"
            + "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?");

    private EmailAddress() {}

    /** Whether Keycloak's validator {@code email} (EmailValidationUtil 26.7.0) takes it; quoted names and IP addresses count as none. */
    static boolean isValid(String text) {
        int at = text.lastIndexOf('@');
        return at > 0
                && at <= LONGEST_LOCAL_PART
                && LOCAL_PART.matcher(text.substring(0, at)).matches()
                && isDomain(text.substring(at + 1));
    }

    private static boolean isDomain(String domain) {
        try {
            return DOMAIN.matcher(domain).matches() && IDN.toASCII(domain).length() <= LONGEST_DOMAIN;
        } catch (IllegalArgumentException noDomain) {
            return false;
        }
    }

    /** {@code j…@example.org}. */
    static String masked(String text) {
        int at = text.lastIndexOf('@');
        return text.isEmpty()
                ? "…"
                : text.substring(0, text.offsetByCodePoints(0, 1)) + "…" + (at > 0 ? text.substring(at) : "");
    }
}
