package io.github.apiauth.keycloak.it.browser;

import io.github.apiauth.keycloak.it.server.Browser;
import io.github.apiauth.keycloak.it.server.Confidential;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail as its reader's program gets it.
 *
 * @param subject as it is shown in a list of mails
 * @param text for programs that show no HTML
 * @param html for all others
 */
record Mail(String subject, String text, String html) {

    private static final Pattern LINK = Pattern.compile("https?://\\S+/login-actions/action-token\\?\\S+");

    static Mail of(MimeMessage message) {
        try {
            Multipart parts = (Multipart) message.getContent();
            if (!parts.getContentType().startsWith("multipart/alternative") || parts.getCount() != 2) {
                throw new IllegalStateException("Not text or HTML: " + parts.getContentType());
            }
            return new Mail(
                    message.getSubject(),
                    content(parts.getBodyPart(0), "text/plain"),
                    content(parts.getBodyPart(1), "text/html"));
        } catch (MessagingException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String content(BodyPart part, String type) throws MessagingException, IOException {
        if (!part.isMimeType(type)) {
            throw new IllegalStateException("Not " + type + ": " + part.getContentType());
        }
        return (String) part.getContent();
    }

    /** The link that the mail is for. */
    URI link() {
        Matcher link = LINK.matcher(text);
        if (!link.find()) {
            throw new IllegalStateException("No link in: " + text);
        }
        Confidential.note("action token", Browser.parameters(link.group()).getOrDefault("key", ""));
        return URI.create(link.group());
    }
}
