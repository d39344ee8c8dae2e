package io.github.apiauth.keycloak.request;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;

/** How clients may send their parameters. Made once for an endpoint and asked for each request. */
public final class ReadingRules {

    /** JSON and forms, with the names, the scopes and the types that OAuth has: what Keycloak's own endpoints are given. */
    public static final ReadingRules STANDARD =
            new ReadingRules(Set.of(BodyType.JSON, BodyType.FORM), Map.of(), " ", false, false);

    private static final String BLANK = " ";

    private final Set<BodyType> formats;
    private final Map<String, String> parameters;
    private final @Nullable Pattern scopeSeparators;
    private final boolean numbers;
    private final boolean unknownMembers;

    /**
     * The rules.
     *
     * @param formats what a body may be, of which there is at least one
     * @param aliases the names by which clients send a parameter besides its own, by the parameter's name
     * @param scopeSeparators the characters between scopes; a blank always is one (RFC 6749 §3.3)
     * @param numbers whether a JSON number stands for the string of its characters, as they are sent
     * @param unknownMembers whether JSON members that are no known parameter (of OAuth, Keycloak, the pack or {@code aliases}) may be
     *     of any type; those that are no strings are left out
     */
    public ReadingRules(
            Set<BodyType> formats,
            Map<String, List<String>> aliases,
            String scopeSeparators,
            boolean numbers,
            boolean unknownMembers) {
        this.formats = EnumSet.copyOf(formats);
        this.parameters = new LinkedHashMap<>();
        aliases.forEach((parameter, names) -> names.forEach(name -> parameters.put(name, parameter)));
        this.scopeSeparators = scopeSeparators.isBlank()
                ? null
                : scopeSeparators
                        .codePoints()
                        .mapToObj(separator -> Pattern.quote(Character.toString(separator)))
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining("", "[", BLANK + "]+"), Pattern::compile));
        this.numbers = numbers;
        this.unknownMembers = unknownMembers;
    }

    /** Whether a body may be of this type. */
    boolean take(BodyType type) {
        return formats.contains(type);
    }

    /** The media types of which a body must be, as an error names them. */
    String mediaTypes() {
        List<String> types = formats.stream().map(BodyType::mediaType).toList();
        int last = types.size() - 1;
        return last == 0 ? types.get(0) : String.join(", ", types.subList(0, last)) + " or " + types.get(last);
    }

    /** The parameter that a name stands for. */
    String parameter(String name) {
        return parameters.getOrDefault(name, name);
    }

    boolean takeNumbers() {
        return numbers;
    }

    /** Whether a JSON member of this name is left out where it is no string. */
    boolean leaveOut(String name) {
        return unknownMembers
                && !KnownParameters.NAMES.contains(name)
                && !parameters.containsKey(name)
                && !parameters.containsValue(name);
    }

    /**
     * Gives parameters their own names, and scopes blanks between them.
     *
     * @param sent the parameters as they were sent, those without a value left out
     * @throws InvalidRequestException if two names of a parameter have different values
     */
    public void translate(MultivaluedMap<String, String> sent) throws InvalidRequestException {
        Map<String, String> namedBy = new LinkedHashMap<>();
        for (Map.Entry<String, String> alias : parameters.entrySet()) {
            String name = alias.getKey();
            String parameter = alias.getValue();
            List<String> values = sent.remove(name);
            if (values == null) {
                continue;
            }
            List<String> others = sent.putIfAbsent(parameter, values);
            if (others == null) {
                namedBy.put(parameter, name);
            } else if (!others.equals(values)) {
                throw InvalidRequestException.contradiction(
                        parameter, namedBy.getOrDefault(parameter, parameter), name);
            }
        }
        if (scopeSeparators != null) {
            separate(sent, scopeSeparators);
        }
    }

    private static void separate(MultivaluedMap<String, String> sent, Pattern separators) {
        List<String> scopes = sent.remove(OAuth2Constants.SCOPE);
        if (scopes == null) {
            return;
        }
        for (String scope : scopes) {
            String separated = separators.matcher(scope).replaceAll(BLANK).strip();
            if (!separated.isEmpty()) {
                sent.add(OAuth2Constants.SCOPE, separated);
            }
        }
    }
}
