package io.github.apiauth.keycloak.intake;

import io.github.apiauth.keycloak.legacyapi.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is refused that no worker thread is going to see. Its answer ends the connection, or the stream where there are
 * streams.
 *
 * @param lane that answers
 * @param status the HTTP status
 * @param code the error code
 * @param description what is wrong and how to mend it
 * @param retryAfter seconds, if waiting helps
 */
record Refusal(
        Lane lane,
        int status,
        String code,
        String description,
        @Nullable Integer retryAfter) {

    void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (retryAfter != null) {
            response.putHeader("Retry-After", retryAfter.toString());
        }
        Answer answer = lane.error(RealmPath.of(context), status, code, description);
        response.setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.mediaType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Pragma", "no-cache");
        answer.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(answer.body())).onComplete(sent -> hangUp(context));
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
