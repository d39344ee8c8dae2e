package io.github.apiauth.keycloak.request;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request says that its body is (RFC 9110 §8.3). */
public enum BodyType {
    /** {@code application/json} or any {@code +json} (RFC 6839 §3.1). */
    JSON("application/json"),
    /** {@code application/x-www-form-urlencoded}, OAuth's own (RFC 6749 appendix B). */
    FORM("application/x-www-form-urlencoded"),
    /** {@code multipart/form-data} (RFC 7578). */
    MULTIPART("multipart/form-data"),
    /** Anything else, none, or a Content-Type that cannot be read. */
    OTHER("*/*");

    /** RFC 6838 §4.2: what a registered type may be called, and so what an error may repeat of the header. */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,31}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,63}");

    private static final String JSON_SUFFIX = "+json";

    private final String mediaType;

    BodyType(String mediaType) {
        this.mediaType = mediaType;
    }

    /** How a request announces it. */
    String mediaType() {
        return mediaType;
    }

    /** The type of the body that these headers announce. Never throws, whatever the header holds. */
    public static BodyType of(HttpHeaders headers) {
        return of(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
    }

    /** The type of body that this {@code Content-Type} announces. Never throws, whatever it holds. */
    public static BodyType of(@Nullable String contentType) {
        MediaType type = parse(contentType);
        if (type == null) {
            return OTHER;
        }
        if (type.getType().equalsIgnoreCase("application") && isJson(type.getSubtype())) {
            return JSON;
        }
        String name = type.getType() + '/' + type.getSubtype();
        if (name.equalsIgnoreCase(FORM.mediaType)) {
            return FORM;
        }
        return name.equalsIgnoreCase(MULTIPART.mediaType) ? MULTIPART : OTHER;
    }

    /** Whether the {@code charset} parameter, if there is one, names UTF-8, the only encoding of JSON (RFC 8259 §8.1). */
    static boolean isUtf8(@Nullable String contentType) {
        return isUtf8(parse(contentType));
    }

    /** The same of a type. */
    static boolean isUtf8(@Nullable MediaType type) {
        String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        return charset == null || charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
    }

    /** The {@code boundary} parameter, which stands between the parts of a {@link #MULTIPART} body (RFC 2046 §5.1.1). */
    static @Nullable String boundary(@Nullable String contentType) {
        MediaType type = parse(contentType);
        return type == null ? null : type.getParameters().get("boundary");
    }

    /** How an error speaks of the type that this {@code Content-Type} announces. */
    static String describe(@Nullable String contentType) {
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

    /** The type that a {@code Content-Type} names, or none where it names none or cannot be read. */
    static @Nullable MediaType parse(@Nullable String contentType) {
        try {
            return contentType == null ? null : MediaType.valueOf(contentType);
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }
}
