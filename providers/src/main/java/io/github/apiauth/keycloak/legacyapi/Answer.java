package io.github.apiauth.keycloak.legacyapi;

import java.util.Map;

/**
 * What a client is sent. The headers of Keycloak and of the pack (CORS, {@code Allow}, {@code WWW-Authenticate}, {@code Retry-After},
 * {@code RateLimit}, {@code Cache-Control: no-store}) are there before; those that are given here take their place.
 *
 * @param status the HTTP status
 * @param headers in addition
 * @param mediaType of the body: {@code application/json}
 * @param body its bytes. They are sent as they are and must not be changed afterwards
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, Map<String, String> headers, String mediaType, byte[] body) {

    /** Copies the headers. */
    public Answer {
        headers = Map.copyOf(headers);
    }
}
