package io.github.apiauth.keycloak.passwordhash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads how an application makes a salted digest, in the words of PHP:
 *
 * <pre>
 * scheme   = call
 * call     = ["raw:"] function "(" part *("." part) ")"
 * part     = "password" / "salt" / call
 * function = "md5" / "sha1" / "sha256" / "sha512"
 * </pre>
 *
 * with spaces wherever one likes, such as {@code md5(md5(password) . md5(salt))}.
 */
final class Scheme {

    /** In characters, which bounds how deep it nests. */
    private static final int LONGEST = 200;

    private static final Pattern TOKEN = Pattern.compile("\\s*(raw:|[a-z0-9]+|[().])");

    private final String text;
    private final Matcher tokens;
    private int position;

    private Scheme(String text) {
        this.text = text.stripTrailing();
        this.tokens = TOKEN.matcher(this.text);
    }

    /** The outermost function. */
    static Part.Call parse(String text) throws UnreadableHashException {
        if (text.length() > LONGEST) {
            throw new UnreadableHashException("its scheme is longer than " + LONGEST + " characters");
        }
        Scheme scheme = new Scheme(text);
        Part.Call outermost = scheme.call(scheme.next());
        if (scheme.position != scheme.text.length()) {
            throw scheme.expected("the end");
        }
        if (!outermost.dependsOnPassword()) {
            throw new UnreadableHashException("its scheme does not name the password, so any would do");
        }
        return outermost;
    }

    private Part part() throws UnreadableHashException {
        String word = next();
        return switch (word) {
            case "password" -> new Part.Password();
            case "salt" -> new Part.Salt();
            default -> call(word);
        };
    }

    private Part.Call call(String first) throws UnreadableHashException {
        boolean raw = first.equals("raw:");
        String name = raw ? next() : first;
        Optional<DigestFunction> function = Stream.of(DigestFunction.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(name))
                .findAny();
        if (function.isEmpty()) {
            throw expected(
                    "a function (md5, sha1, sha256 or sha512, perhaps raw: before it) or, inside of one, password or salt");
        }
        if (!next().equals("(")) {
            throw expected("\"(\"");
        }
        List<Part> parts = new ArrayList<>();
        String end;
        do {
            parts.add(part());
            end = next();
        } while (end.equals("."));
        if (!end.equals(")")) {
            throw expected("\".\" or \")\"");
        }
        return new Part.Call(function.get(), raw, List.copyOf(parts));
    }

    /** The next token; none, which is nobody's, at the end and where there is something else. */
    private String next() {
        if (!tokens.region(position, text.length()).lookingAt()) {
            return "";
        }
        position = tokens.end();
        return tokens.group(1);
    }

    private UnreadableHashException expected(String what) {
        return new UnreadableHashException("its scheme must have " + what + " before character " + (position + 1)
                + ", as in md5(md5(password).md5(salt)) or sha1(salt.password)");
    }
}
