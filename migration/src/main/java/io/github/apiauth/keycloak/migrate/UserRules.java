package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The realm's user profile: what it demands of users, and whether it knows the attributes that come along. */
final class UserRules {

    static final String LEGACY_ID = "legacy_id";
    static final String MIGRATED = "migrated";
    static final String MIGRATED_PASSWORD = "migrated_password";

    /** The attributes of migrated users. */
    static final List<String> ATTRIBUTES = List.of(LEGACY_ID, MIGRATED, MIGRATED_PASSWORD);

    /** As UsernameProhibitedCharactersValidator (Keycloak 26.7.0) refuses. */
    private static final Pattern NOT_IN_USERNAMES =
            Pattern.compile("[<>&\"'\\s\\v\\h$%!#?§,;:*~/\\\\|^=\\[\\]{}()`\\p{Cntrl}]");

    /** As PersonNameProhibitedCharactersValidator (Keycloak 26.7.0) refuses. */
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[<>&\"\\v$%!#?§;*~/\\\\|^=\\[\\]{}()\\p{Cntrl}]");

    /** As Validation.isUsernameValid (Keycloak 26.7.0) refuses: letters that look like Latin ones. */
    private static final Pattern NOT_LATIN = Pattern.compile("[^\\p{IsLatin}\\p{IsCommon}]");

    private static final Map<String, Pattern> PROHIBITED = Map.of(
            "username-prohibited-characters",
            NOT_IN_USERNAMES,
            "person-name-prohibited-characters",
            NOT_IN_NAMES,
            "up-username-not-idn-homograph",
            NOT_LATIN);

    private static final Set<String> OF_A_USER = Set.of("username", "email", "firstName", "lastName");
    private static final Set<String> KNOWN_VALIDATIONS = Set.of(
            "length",
            "email",
            "username-prohibited-characters",
            "person-name-prohibited-characters",
            "up-username-not-idn-homograph");

    private final JsonNode profile;
    private final Map<String, JsonNode> attributes;

    private UserRules(JsonNode profile, Map<String, JsonNode> attributes) {
        this.profile = profile;
        this.attributes = attributes;
    }

    /** Those of {@code GET /users/profile}. */
    static UserRules of(JsonNode profile) {
        Map<String, JsonNode> attributes = new HashMap<>();
        profile.path("attributes")
                .forEach(attribute -> attributes.put(attribute.path("name").asText(), attribute));
        return new UserRules(profile, attributes);
    }

    /**
     * Fails if Keycloak would refuse the user.
     *
     * @throws NotMovableException with the field and what is wrong with it
     */
    void requireTaken(OldUser user) throws NotMovableException {
        requireTaken("username", "username", Optional.of(user.username()));
        requireTaken("email", "e-mail address", user.email());
        requireTaken("firstName", "first name", user.firstName());
        requireTaken("lastName", "last name", user.lastName());
        if (user.id().length() > LONGEST_ATTRIBUTE) {
            throw new NotMovableException(
                    "Its id has more than " + LONGEST_ATTRIBUTE + " characters", "let the profile's SQL give another");
        }
    }

    /** Of Keycloak's column USER_ATTRIBUTE.VALUE, by which users are found. */
    private static final int LONGEST_ATTRIBUTE = 255;

    private void requireTaken(String attribute, String called, Optional<String> value) throws NotMovableException {
        JsonNode rules = attributes.getOrDefault(attribute, profile.path("none"));
        if (value.isEmpty()) {
            if (isRequired(rules.path("required"))) {
                throw new NotMovableException(
                        "It has no " + called + ", which the realm's user profile requires",
                        "give it one, or require none (Realm settings, User profile)");
            }
            return;
        }
        String text = value.get();
        JsonNode length = rules.path("validations").path("length");
        if (text.length() < length.path("min").asInt(0)
                || text.length() > length.path("max").asInt(Integer.MAX_VALUE)) {
            throw new NotMovableException(
                    "Its " + called + " has " + text.length() + " characters, and the realm's user profile takes "
                            + length.path("min").asText("0") + " to "
                            + length.path("max").asText("any number"),
                    "let the profile's SQL give another, or change the rule (Realm settings, User profile)");
        }
        for (Map.Entry<String, Pattern> prohibited : PROHIBITED.entrySet()) {
            if (rules.path("validations").has(prohibited.getKey())
                    && prohibited.getValue().matcher(text).find()) {
                throw new NotMovableException(
                        "Its " + called + " has characters that the realm's user profile refuses ("
                                + prohibited.getKey() + ")",
                        "let the profile's SQL give another, or remove the rule (Realm settings, User profile)");
            }
        }
    }

    private static boolean isRequired(JsonNode required) {
        JsonNode roles = required.path("roles");
        if (!required.isObject() || !roles.isArray() || roles.isEmpty()) {
            return required.isObject() && required.path("scopes").isEmpty();
        }
        for (JsonNode role : roles) {
            if (role.asText().equals("admin")) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@link #requireTaken(OldUser)} refuses all that the user profile would: an administrator may have added other rules. */
    boolean areAllKnown() {
        return attributes.entrySet().stream()
                .allMatch(attribute -> OF_A_USER.contains(attribute.getKey())
                        ? KNOWN_VALIDATIONS.containsAll(
                                names(attribute.getValue().path("validations")))
                        : !isRequired(attribute.getValue().path("required")));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Whether the realm keeps the attributes of migrated users. */
    boolean knowAttributes() {
        String unmanaged = profile.path("unmanagedAttributePolicy").asText("");
        return Set.of("ENABLED", "ADMIN_EDIT").contains(unmanaged)
                || new HashSet<>(attributes.keySet()).containsAll(ATTRIBUTES);
    }

    /** The user profile that does, for {@code PUT /users/profile}: administrators see and edit them, and nobody else. */
    JsonNode withAttributes() {
        ObjectNode with = profile.deepCopy();
        ArrayNode all = with.withArray("attributes");
        for (String name : ATTRIBUTES) {
            if (!attributes.containsKey(name)) {
                ObjectNode permissions = all.addObject().put("name", name).putObject("permissions");
                permissions.putArray("view").add("admin");
                permissions.putArray("edit").add("admin");
            }
        }
        return with;
    }
}
