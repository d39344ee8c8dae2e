package io.github.apiauth.keycloak.legacyapi;

/** What a legacy API may offer of Keycloak. */
public enum Endpoint {
    /** Tokens for a grant (RFC 6749 §3.2). */
    TOKEN,
    /** The login pages of the grants authorization code and implicit (RFC 6749 §3.1). */
    AUTHORIZE,
    /** The end of a token (RFC 7009). */
    REVOKE,
    /** What a token is worth (RFC 7662). */
    INTROSPECT,
    /** Which plugins the API has (docs/api/plugins.md). */
    PLUGINS
}
