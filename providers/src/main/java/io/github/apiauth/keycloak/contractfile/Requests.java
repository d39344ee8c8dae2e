package io.github.apiauth.keycloak.contractfile;

import io.github.apiauth.keycloak.legacyapi.RequestRules;
import io.github.apiauth.keycloak.legacyapi.RequestRules.DefaultScope;
import io.github.apiauth.keycloak.legacyapi.RequestRules.Tolerance;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads how a contract file's clients send their parameters. */
final class Requests {

    /** Where the file has nothing of it. */
    static final RequestRules NO_RULES = new RequestRules(Map.of(), " ", Map.of(), Set.of());

    private static final String ALIASES = "aliases";
    private static final String SCOPE_SEPARATORS = "scopeSeparators";
    private static final String DEFAULT_SCOPES = "defaultScopes";
    private static final String TOLERATE = "tolerate";
    private static final String SCOPES = "scopes";
    private static final String IF_ALLOWED = "ifAllowed";

    /** RFC 6749 appendix A.1 and A.2 say that what names a parameter is printable. */
    private static final Pattern PARAMETER = Pattern.compile("[!-~]+");

    private static final String A_PARAMETER = "a parameter's name, such as client_id";

    /** What no scope is likely to hold. */
    private static final Pattern SEPARATORS = Pattern.compile("[ -~&&[^A-Za-z0-9]]+");

    /** RFC 6749 §3.3. */
    private static final Pattern SCOPE_LIST = Pattern.compile("[!#-\\[\\]-~]+(?: [!#-\\[\\]-~]+)*+");

    private Requests() {}

    static RequestRules read(Place requests) {
        requests.only(List.of(ALIASES, SCOPE_SEPARATORS, DEFAULT_SCOPES, TOLERATE));
        return new RequestRules(
                requests.optional(ALIASES).map(Requests::aliases).orElse(NO_RULES.aliases()),
                requests.optional(SCOPE_SEPARATORS)
                        .map(place ->
                                place.text(SEPARATORS, "characters that are no letters and no digits, such as a comma"))
                        .orElse(NO_RULES.scopeSeparators()),
                requests.optional(DEFAULT_SCOPES).map(Requests::defaultScopes).orElse(NO_RULES.defaultScopes()),
                requests.optional(TOLERATE)
                        .map(place -> place.constants(Tolerance.class))
                        .orElse(NO_RULES.tolerances()));
    }

    private static Map<String, List<String>> aliases(Place place) {
        Map<String, List<String>> aliases = new HashMap<>();
        Set<String> taken = new HashSet<>(place.members().keySet());
        place.someMembers().forEach((parameter, names) -> {
            if (!PARAMETER.matcher(parameter).matches()) {
                throw names.wrong("\"" + parameter + "\" cannot be: it must be " + A_PARAMETER);
            }
            names.someElements().forEach(name -> {
                if (!taken.add(name.text(PARAMETER, A_PARAMETER))) {
                    throw name.wrong("\"" + name.text() + "\" has a meaning already: a name stands for one parameter");
                }
            });
            aliases.put(parameter, names.elements().stream().map(Place::text).toList());
        });
        return aliases;
    }

    private static Map<String, DefaultScope> defaultScopes(Place place) {
        Map<String, DefaultScope> scopes = new HashMap<>();
        place.someMembers().forEach((grant, scope) -> {
            if (!Condition.GRANT.matcher(grant).matches()) {
                throw scope.wrong("\"" + grant + "\" cannot be: it must be " + Condition.A_GRANT);
            }
            scopes.put(grant, defaultScope(scope));
        });
        return scopes;
    }

    private static DefaultScope defaultScope(Place place) {
        if (place.node().isTextual()) {
            return new DefaultScope(scopes(place), false);
        }
        if (!place.node().isObject()) {
            throw place.wrong("this must be a string of scopes, or an object with " + SCOPES + " and " + IF_ALLOWED);
        }
        place.only(List.of(SCOPES, IF_ALLOWED));
        return new DefaultScope(
                scopes(place.member(SCOPES)),
                place.optional(IF_ALLOWED).map(Place::flag).orElse(false));
    }

    private static List<String> scopes(Place place) {
        return List.of(place.text(SCOPE_LIST, "scopes with one blank between them, such as \"read write\"")
                .split(" "));
    }
}
