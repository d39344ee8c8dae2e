package io.github.apiauth.keycloak.legacyapi;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a contract's clients send their parameters.
 *
 * @param aliases the names by which clients send a parameter besides its own, by the parameter's name in OAuth or Keycloak:
 *     {@code client_id} to {@code appid}. Where several are sent, they must say the same
 * @param scopeSeparators the characters between scopes. Keycloak is given blanks (RFC 6749 §3.3)
 * @param defaultScopes the scopes of a request that asks for none, by its {@code grant_type}; {@code authorization_code} and
 *     {@code implicit} stand for the request to {@link Endpoint#AUTHORIZE}. Keycloak's own default where there are none
 * @param tolerances what is let pass that would be an error
 */
public record RequestRules(
        Map<String, List<String>> aliases,
        String scopeSeparators,
        Map<String, DefaultScope> defaultScopes,
        Set<Tolerance> tolerances) {

    /** Copies what it is given. */
    public RequestRules {
        aliases = Map.copyOf(aliases);
        defaultScopes = Map.copyOf(defaultScopes);
        tolerances = Set.copyOf(tolerances);
    }

    /**
     * What a request asks for that names no scope.
     *
     * @param scopes in the order in which they are granted
     * @param ifAllowed whether those that the client does not have are left out, instead of being refused
     */
    public record DefaultScope(List<String> scopes, boolean ifAllowed) {

        /** Copies what it is given. */
        public DefaultScope {
            scopes = List.copyOf(scopes);
        }
    }

    /** Something that would be an error. */
    public enum Tolerance {
        /** JSON members that no grant knows may be of any type. They are left out. */
        UNKNOWN_MEMBERS,
        /** A JSON number stands for the string of its digits, as in integer client ids. */
        NUMBERS,
        /** The client authenticates with Basic and in the body, with the same credentials (against RFC 6749 §2.3). */
        SAME_CREDENTIALS_TWICE,
        /** A slash at the end of a path. */
        TRAILING_SLASH
    }
}
