package io.github.apiauth.keycloak.legacyapi;

/** How a request's parameters may be sent. */
public enum BodyFormat {
    /** {@code application/x-www-form-urlencoded} (RFC 6749 appendix B). */
    FORM,
    /** {@code application/json} or any {@code +json} (RFC 8259, RFC 6839 §3.1): one object, whose members are the parameters. */
    JSON,
    /** {@code multipart/form-data} (RFC 7578) whose parts are fields; a file is refused. */
    MULTIPART
}
