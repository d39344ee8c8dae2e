package io.github.apiauth.keycloak.legacyapi;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A legacy API on the wire. Four seams: where it is ({@link #base}, {@link #routes}), how its requests are read ({@link #requests}),
 * what it says when they succeed ({@link #issued}, {@link #revoked}, {@link #introspected}, {@link #plugins}) and when they fail
 * ({@link #failed}). What a contract's answers look like is known to nothing but the contract.
 *
 * <p>One object serves all requests at once, on any thread, event loops included: it must not change, wait or throw. What it says of
 * itself is asked once, when the server starts.
 */
public interface Contract {

    /** What {@link #id} may be: lower-case letters, digits and hyphens, and no hyphen first. */
    Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]*");

    /** How realms and legacy paths name it: see {@link #ID}. */
    String id();

    /**
     * Where the endpoints are, below {@code /realms/{realm}/rest}: segments without a slash at either end, or nothing. Paths below
     * it that are no endpoint's are answered with its {@link Failure.Cause#PATH}; the contract with the longest base answers.
     */
    String base();

    /** The endpoints that the API has. */
    Map<Endpoint, Route> routes();

    /** How its requests are read. */
    RequestRules requests();

    /** The answer to a token request that succeeded. */
    Answer issued(IssuedToken token);

    /** The answer to a revocation that succeeded, which is so for unknown tokens too (RFC 7009 §2.2). */
    Answer revoked();

    /**
     * The answer to an introspection.
     *
     * @param json the object of RFC 7662 §2.2, as JSON text
     */
    Answer introspected(String json);

    /** The answer to a request for the plugins, which are sorted by name. */
    Answer plugins(List<Plugin> plugins);

    /** The answer to a request that failed, wherever in the server that was noticed. */
    Answer failed(Failure failure);
}
