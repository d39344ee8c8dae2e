package io.github.apiauth.keycloak.request;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request says that its body is (RFC 9110 §8.3). */
public enum BodyType {
    /** {@code application/json} or any {@code +json} (RFC 6839 §3.1). */
    JSON,
    /** {@code application/x-www-form-urlencoded}, OAuth's own (RFC 6749 appendix B). */
    FORM,
    /** Anything else, none, or a Content-Type that cannot be read. */
    OTHER;

    /** RFC 6838 §4.2: what a registered type may be called, and so what an error may repeat of the header. */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,31}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,63}");

    private static final String FORM_SUBTYPE = "x-www-form-urlencoded";
    private static final String JSON_SUFFIX = "+json";

    /** The type of the body that these headers announce. Never throws, whatever the header holds. */
    public static BodyType of(HttpHeaders headers) {
        return of(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
    }

    /** The type of body that this {@code Content-Type} announces. Never throws, whatever it holds. */
    public static BodyType of(@Nullable String contentType) {
        MediaType type = parse(contentType);
        if (type == null || !type.getType().equalsIgnoreCase("application")) {
            return OTHER;
        }
        if (isJson(type.getSubtype())) {
            return JSON;
        }
        return type.getSubtype().equalsIgnoreCase(FORM_SUBTYPE) ? FORM : OTHER;
    }

    /** Whether the {@code charset} parameter, if there is one, names UTF-8, the only encoding of JSON (RFC 8259 §8.1). */
    static boolean isUtf8(HttpHeaders headers) {
        MediaType type = parse(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
        String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        return charset == null || charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
    }

    /** How an error speaks of the type that the headers announce. */
    static String describe(HttpHeaders headers) {
        String contentType = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (contentType == null || contentType.isBlank()) {
            return "there is no Content-Type";
        }
        Matcher name = NAME.matcher(contentType.split(";", 2)[0].trim());
        return name.matches() ? "the Content-Type is " + name.group() : "the Content-Type cannot be read";
    }

    private static boolean isJson(String subtype) {
        return subtype.equalsIgnoreCase("json")
                || subtype.regionMatches(
                        true, subtype.length() - JSON_SUFFIX.length(), JSON_SUFFIX, 0, JSON_SUFFIX.length());
    }

    private static @Nullable MediaType parse(@Nullable String contentType) {
        try {
            return contentType == null ? null : MediaType.valueOf(contentType);
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }
}
