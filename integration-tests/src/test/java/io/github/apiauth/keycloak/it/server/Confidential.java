package io.github.apiauth.keycloak.it.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ahocorasick.trie.Emit;
import org.ahocorasick.trie.Trie;

/** What the tests' requests and the servers' answers held that must be in no log: passwords, secrets, tokens, codes, addresses. */
public final class Confidential {

    private static final Set<String> NAMES = Set.of(
            "access_token",
            "refresh_token",
            "id_token",
            "code",
            "device_code",
            "client_secret",
            "client_assertion",
            "secret",
            "password",
            "email",
            "username");

    /** Shorter ones, such as the password "x", are in every log by chance. */
    private static final int MIN_LENGTH = 10;

    /** What a contract may call {@code code} besides the code of the grant. */
    private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]+");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> VALUES = new ConcurrentHashMap<>();

    private Confidential() {}

    static void note(byte[] sent, Answer answer) {
        String body = new String(sent, StandardCharsets.UTF_8);
        if (body.startsWith("{")) {
            noteJson(body);
        } else {
            noteForm(body);
        }
        if (answer.body().startsWith("{")) {
            noteJson(answer.body());
        }
        answer.header("Location").forEach(Confidential::noteRedirect);
    }

    /** Notes what an address brings along. */
    public static void noteRedirect(String address) {
        noteForm(address.replaceFirst("^[^?#]*[?#]", ""));
    }

    private static void noteJson(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            NAMES.forEach(name -> json.findValues(name).forEach(value -> note(name, value.asText())));
        } catch (JsonProcessingException malformed) {
            // A test's own.
        }
    }

    private static void noteForm(String form) {
        try {
            Payload.ofForm(form).properties().forEach(pair -> {
                if (NAMES.contains(pair.getKey())) {
                    note(pair.getKey(), pair.getValue().asText());
                }
            });
        } catch (IllegalArgumentException malformed) {
            // A test's own.
        }
    }

    /** Notes a value that a test has from elsewhere. A username is confidential where it is an address. */
    public static void note(String name, String value) {
        boolean errorCode = name.equals("code") && ERROR_CODE.matcher(value).matches();
        if (!errorCode && value.length() >= MIN_LENGTH && (!name.equals("username") || value.contains("@"))) {
            VALUES.put(value, name);
        }
    }

    /** How many there are. */
    public static int count() {
        return VALUES.size();
    }

    /** The user's name in Keycloak's own events of its login page, which is an address where people log in with theirs. */
    private static final Pattern USERNAME = Pattern.compile("^(?!.* grant_type=\"password\")(.*) username=\"[^\"]*\"");

    /** The address in Keycloak's own events about mails that it sent to it. */
    private static final Pattern MAILED_TO = Pattern.compile("(\\[org\\.keycloak\\.events] .*) email=\"[^\"]*\"");

    /** The user's name where Keycloak speaks of a user at DEBUG. */
    private static final Pattern NAMED_AT_DEBUG =
            Pattern.compile("( DEBUG \\[org\\.keycloak\\.[^]]*] .*\\b[Uu]ser )\\S+");

    private static final List<Pattern> KEYCLOAKS_OWN = List.of(USERNAME, MAILED_TO, NAMED_AT_DEBUG);

    /** The kinds of those that the stored events hold, beside what they stand. */
    public static Collection<String> foundIn(JsonNode events) {
        events.findParents("username").stream()
                .filter(details -> !details.path("grant_type").asText().equals("password"))
                .forEach(details -> ((ObjectNode) details).remove("username"));
        return foundIn(events.toString());
    }

    /** The kinds of those that the log holds, beside what they stand. */
    public static Collection<String> foundIn(String log) {
        Trie confidential = Trie.builder().addKeywords(VALUES.keySet()).build();
        return log.lines()
                .map(Confidential::withoutKeycloaksOwn)
                .flatMap(line -> confidential.parseText(line).stream().map(hit -> describe(hit, line)))
                .collect(Collectors.toSet());
    }

    private static String withoutKeycloaksOwn(String line) {
        String own = line;
        for (Pattern pattern : KEYCLOAKS_OWN) {
            own = pattern.matcher(own).replaceAll("$1");
        }
        return own;
    }

    private static String describe(Emit hit, String line) {
        return VALUES.get(hit.getKeyword()) + " " + hit.getKeyword().substring(0, 6) + "… in: "
                + line.substring(Math.max(0, hit.getStart() - 120), hit.getStart());
    }
}
