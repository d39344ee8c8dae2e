package io.github.apiauth.keycloak.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The answer to a request that no worker thread is going to see. It ends the connection, or the stream where there are streams. */
final class Refusal {

    private final int status;
    private final String json;
    private final @Nullable String retryAfter;

    Refusal(int status, Object error) {
        this(status, error, null);
    }

    /** @param retryAfter seconds */
    Refusal(int status, Object error, int retryAfter) {
        this(status, error, Integer.toString(retryAfter));
    }

    private Refusal(int status, Object error, @Nullable String retryAfter) {
        this.status = status;
        this.retryAfter = retryAfter;
        try {
            json = new ObjectMapper().writeValueAsString(error);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (retryAfter != null) {
            response.putHeader("Retry-After", retryAfter);
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Pragma", "no-cache")
                .end(json)
                .onComplete(sent -> hangUp(context));
    }

    /** Only the stream where there are streams: others of the connection may be other people's. */
    private static void hangUp(RoutingContext context) {
        if (context.request().version() == HttpVersion.HTTP_2) {
            context.response().reset();
        } else {
            context.request().connection().close();
        }
    }
}
