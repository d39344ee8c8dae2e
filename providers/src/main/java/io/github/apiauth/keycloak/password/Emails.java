package io.github.apiauth.keycloak.password;

/** How an e-mail address is shown where many people read, such as events. */
final class Emails {

    private Emails() {}

    /** {@code jane@example.com} as {@code j***@example.com}: enough to recognise, too little to write to. */
    static String masked(String email) {
        int at = email.lastIndexOf('@');
        return at < 1 ? "***" : email.substring(0, email.offsetByCodePoints(0, 1)) + "***" + email.substring(at);
    }
}
