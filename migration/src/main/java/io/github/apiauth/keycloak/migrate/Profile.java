package io.github.apiauth.keycloak.migrate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an old server keeps its clients, users and tokens: SQL whose columns are named after the fields of {@link ClientMapping}, {@link
 * UserMapping} and {@link TokenMapping}, and what its values mean. docs/how-to/migrate.md describes each member.
 *
 * @param zone of timestamps without a zone, such as {@code Europe/Berlin}; UTC, if it is left out
 * @param repairUtf8InLatin1 whether texts are UTF-8 that was written into columns declared as latin1
 * @param clients the clients; none, if it is left out
 * @param users the users
 * @param tokens the tokens
 */
record Profile(
        @Nullable String zone,
        boolean repairUtf8InLatin1,
        @Nullable Clients clients,
        @Nullable Users users,
        @Nullable Tokens tokens) {

    /**
     * The clients.
     *
     * @param sql one row for each; nothing, where they come from a file
     * @param separator between redirect URIs, grants and scopes; white space, if it is left out. JSON arrays are known by themselves
     * @param grants the old server's names of grants, by which they are called otherwise than in OAuth
     * @param scopes what scopes are called in the realm; the empty name leaves one behind
     * @param allScopesSql one column with the scopes of a client that names none; the realm's own default, if it is left out
     * @param defaultGrants those of a client that names none; all, if they are left out
     * @param generateSecrets whether a client without a secret, of which the row does not say that it is public, gets one
     * @param reusableRefreshTokens whether refresh tokens may be used until they expire, where the row does not say
     * @param refreshTokensWithClientCredentials whether client credentials get one too, where the row does not say
     * @param serviceAccountRoles by scopes, the realm roles without which Keycloak grants none of them to a client in its own name
     * @param attributes of Keycloak's, that all clients get
     */
    record Clients(
            @Nullable String sql,
            @Nullable String separator,
            Map<String, String> grants,
            Map<String, String> scopes,
            @Nullable String allScopesSql,
            List<String> defaultGrants,
            boolean generateSecrets,
            boolean reusableRefreshTokens,
            boolean refreshTokensWithClientCredentials,
            Map<String, List<String>> serviceAccountRoles,
            Map<String, String> attributes) {

        /** With nothing in place of what is left out. */
        @SuppressWarnings("NullAway") // Jackson gives null for what is left out
        Clients {
            grants = grants == null ? Map.of() : grants;
            scopes = scopes == null ? Map.of() : scopes;
            defaultGrants = defaultGrants == null ? Grant.names() : defaultGrants;
            serviceAccountRoles = serviceAccountRoles == null ? Map.of() : serviceAccountRoles;
            attributes = attributes == null ? Map.of() : attributes;
        }
    }

    /**
     * The users.
     *
     * @param sql one row for each
     * @param separator between roles, as for clients
     * @param roles the realm's names of roles, by the old server's; those that are not here stay behind
     * @param digest how hashes were made that do not say it themselves
     */
    record Users(
            String sql,
            @Nullable String separator,
            Map<String, String> roles,
            @Nullable Digest digest) {

        /** With nothing in place of what is left out. */
        @SuppressWarnings("NullAway") // Jackson gives null for what is left out
        Users {
            roles = roles == null ? Map.of() : roles;
        }
    }

    /**
     * Salted digests, as the pack's password hash {@code digest} reads them.
     *
     * @param scheme such as {@code md5(md5(password).md5(salt))}
     * @param encoding of the column, {@code hex} or {@code base64}; hex, if it is left out
     * @param charset of passwords; UTF-8, if it is left out
     * @param saltEncoding of the salt's column: {@code text}, {@code hex} or {@code base64}; text, if it is left out
     */
    record Digest(
            String scheme,
            @Nullable String encoding,
            @Nullable String charset,
            @Nullable String saltEncoding) {}

    /**
     * The tokens.
     *
     * @param sql one row for each; those that have expired are skipped
     * @param separator between scopes, as for clients
     * @param scopes what scopes are called in the realm, as for clients
     */
    record Tokens(String sql, @Nullable String separator, Map<String, String> scopes) {

        /** With nothing in place of what is left out. */
        @SuppressWarnings("NullAway") // Jackson gives null for what is left out
        Tokens {
            scopes = scopes == null ? Map.of() : scopes;
        }
    }
}
