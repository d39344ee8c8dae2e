package io.github.apiauth.keycloak.intake;

import io.github.apiauth.keycloak.legacyapi.Answer;
import io.vertx.core.http.HttpServerRequest;

/** A lane, as the intake needs to know it. Asked on event loops, about each request to a realm, so it must not wait. */
public interface Lane {

    /**
     * Whether the pack answers requests to this path. All others pass untouched.
     *
     * @param path what follows {@code /realms/{realm}}, normalized but not decoded
     */
    boolean answers(String path);

    /** Whether the pack reads the body of such a POST request. */
    boolean reads(HttpServerRequest request);

    /** The longest body that it reads, in bytes. */
    int maxBytes();

    /**
     * An error as the lane answers it.
     *
     * @param path the request's, which the lane answers
     * @param status the HTTP status
     * @param code the error code of RFC 6749 §5.2 or §4.1.2.1
     * @param description what is wrong and how to mend it
     */
    Answer error(String path, int status, String code, String description);
}
