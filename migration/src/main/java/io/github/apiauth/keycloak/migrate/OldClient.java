package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A client of the old server or of a file, as it will be in the realm.
 *
 * @param id unchanged
 * @param name for people
 * @param enabled whether it may do anything
 * @param isPublic whether it has no secret
 * @param secret unchanged; nothing for a public client, and one whose secret is generated; confidential
 * @param redirectUris as they are compared, without wildcards
 * @param grants that it may use
 * @param scopes that it may ask for
 * @param reusableRefreshTokens whether it may use a refresh token until it expires
 * @param refreshTokensWithClientCredentials whether client credentials get one
 * @param introspection whether it may introspect tokens, if it is confidential
 * @param serviceAccountRoles what its service account needs for its scopes
 * @param attributes of Keycloak's, by the profile
 */
record OldClient(
        String id,
        Optional<String> name,
        boolean enabled,
        boolean isPublic,
        Optional<String> secret,
        List<String> redirectUris,
        Set<Grant> grants,
        List<String> scopes,
        boolean reusableRefreshTokens,
        boolean refreshTokensWithClientCredentials,
        boolean introspection,
        List<String> serviceAccountRoles,
        Map<String, String> attributes) {

    /** The client role by which the realm's policy picks clients with reusable refresh tokens (realm-config/api-realm.json). */
    static final String REUSABLE = "reusable-refresh-token";

    /** Keycloak's {@code ClientRepresentation} (26.7.0), without the secret; formed as the clients of realm-config/api-realm.json. */
    ObjectNode json(List<String> defaultScopes) {
        ObjectNode client = JsonNodeFactory.instance.objectNode();
        client.put("clientId", id)
                .put("name", name.orElse(""))
                .put("enabled", enabled)
                .put("protocol", "openid-connect")
                .put("publicClient", isPublic)
                .put("standardFlowEnabled", grants.contains(Grant.AUTHORIZATION_CODE))
                .put("implicitFlowEnabled", grants.contains(Grant.IMPLICIT))
                .put("directAccessGrantsEnabled", grants.contains(Grant.PASSWORD))
                .put("serviceAccountsEnabled", grants.contains(Grant.CLIENT_CREDENTIALS))
                .put("fullScopeAllowed", false);
        redirectUris.forEach(client.putArray("redirectUris")::add);
        client.putArray("webOrigins").add("+");
        defaultScopes.forEach(client.putArray("defaultClientScopes")::add);
        scopes.forEach(client.putArray("optionalClientScopes")::add);
        ObjectNode all = client.putObject("attributes");
        all.put("use.refresh.tokens", String.valueOf(grants.contains(Grant.REFRESH_TOKEN)))
                .put("client_credentials.use_refresh_token", String.valueOf(refreshTokensWithClientCredentials))
                .put("post.logout.redirect.uris", "+");
        if (!isPublic) {
            all.put("allow.token.introspection.without.audience.check", String.valueOf(introspection));
        }
        attributes.forEach(all::put);
        return client;
    }

    /** Whether it is confidential, and its row has no secret. */
    boolean needsSecret() {
        return !isPublic && secret.isEmpty();
    }

    /** The same with this secret. */
    OldClient withSecret(String generated) {
        return new OldClient(
                id,
                name,
                enabled,
                isPublic,
                Optional.of(generated),
                redirectUris,
                grants,
                scopes,
                reusableRefreshTokens,
                refreshTokensWithClientCredentials,
                introspection,
                serviceAccountRoles,
                attributes);
    }

    /** By which it is known whether the row has changed. */
    String fingerprint(List<String> defaultScopes) {
        return Fingerprint.of(json(defaultScopes) + "\n"
                + secret.map(Fingerprint::of).orElse("") + "\n" + reusableRefreshTokens + "\n" + serviceAccountRoles);
    }

    @Override
    public String toString() {
        return "client " + id;
    }
}
