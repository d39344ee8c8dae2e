package io.github.apiauth.keycloak.intake;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.keycloak.OAuthErrorException;

/**
 * Receives the bodies of a lane's POST requests before a worker thread is taken: RESTEasy then finds them complete.
 *
 * <p>RESTEasy reads bodies on a worker thread and waits there up to a minute for each piece ({@code VertxInputStream}, Quarkus
 * 3.33). Keycloak (26.7.0) has 50 of these threads or four for each processor, so that as many slow clients would hold up all
 * the others.
 *
 * <p>Answers 400 to requests that Keycloak cannot read, 408 where the body takes too long, 411 to HTTP/2 requests without a
 * length if there are too many, and 503 where the memory for bodies is used up.
 */
final class BodyIntake implements Handler<RoutingContext> {

    private static final int BAD_REQUEST = 400;
    private static final int MOST_WITHOUT_LENGTH = 10;

    private final Semaphore withoutLength = new Semaphore(MOST_WITHOUT_LENGTH);
    private final Lane lane;
    private final Refusal unreadable;
    private final Refusal lengthMissing;
    private final Reception.Terms terms;

    BodyIntake(Lane lane, BodyBudget budget, int seconds) {
        this.lane = lane;
        unreadable = invalid(
                BAD_REQUEST,
                "The request cannot be read: its address or its Host header is missing, malformed, or given twice");
        lengthMissing = invalid(411, "Too many requests without a Content-Length");
        terms = new Reception.Terms(
                lane.maxBytes(),
                budget,
                TimeUnit.SECONDS.toMillis(seconds),
                invalid(408, "The body did not arrive within " + seconds + " seconds"),
                new Refusal(
                        lane,
                        503,
                        OAuthErrorException.TEMPORARILY_UNAVAILABLE,
                        "The server is receiving too many requests: try again later",
                        seconds));
    }

    private Refusal invalid(int status, String description) {
        return new Refusal(lane, status, OAuthErrorException.INVALID_REQUEST, description, null);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!lane.answers(RealmPath.of(context))) {
            context.next();
        } else if (!ReadableRequest.isReadable(request)) {
            unreadable.answer(context);
        } else if (request.method().equals(HttpMethod.POST) && !request.isEnded() && lane.reads(request)) {
            receive(context, announcedLength(request));
        } else {
            context.next();
        }
    }

    /** Vert.x refuses some requests by itself, before all handlers. */
    void handleFailure(RoutingContext context) {
        if (context.statusCode() == BAD_REQUEST && lane.answers(RealmPath.of(context))) {
            unreadable.answer(context);
        } else {
            context.next();
        }
    }

    private void receive(RoutingContext context, long length) {
        if (length == 0 || context.response().closed()) {
            context.next();
        } else if (length == Reception.UNKNOWN_LENGTH && context.request().version() == HttpVersion.HTTP_2) {
            passWithoutLength(context);
        } else {
            new Reception((RoutingContextInternal) context, length, terms).start();
        }
    }

    /**
     * RESTEasy pauses every request ({@code VertxResteasyReactiveRequestContext}), and Vert.x 4.5 throws if an HTTP/2 one has
     * ended: it must be handed on just before its end, which only its length tells. So the few without are left to RESTEasy.
     */
    private void passWithoutLength(RoutingContext context) {
        if (withoutLength.tryAcquire()) {
            context.addEndHandler(end -> withoutLength.release());
            context.next();
        } else {
            lengthMissing.answer(context);
        }
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null
                    ? Reception.UNKNOWN_LENGTH
                    : Math.max(Long.parseLong(length), Reception.UNKNOWN_LENGTH);
        } catch (NumberFormatException unreadable) {
            return Reception.UNKNOWN_LENGTH;
        }
    }
}
