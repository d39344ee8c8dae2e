package io.github.apiauth.keycloak.it.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/** Looks into a token without verifying it. */
public final class Jwt {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Jwt() {}

    /** The token's claims. */
    public static JsonNode claims(String token) {
        return part(token, 1);
    }

    /** The token's header. */
    public static JsonNode header(String token) {
        return part(token, 0);
    }

    private static JsonNode part(String token, int index) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]));
        } catch (IOException noJwt) {
            throw new UncheckedIOException(noJwt);
        }
    }
}
