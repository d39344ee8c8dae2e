package io.github.apiauth.keycloak.intake;

import io.github.apiauth.keycloak.address.SourceAddress;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
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

    /**
     * What a request holds besides its body while it is received: itself, its connection, and headers of the usual length.
     * Measured: 6 KiB.
     */
    static final int REQUEST_BYTES = 8 * 1024;

    private static final int BAD_REQUEST = 400;
    private static final long UNKNOWN = -1;
    private static final int SMALLEST_BUFFER = 1024;
    private static final int MOST_WITHOUT_LENGTH = 10;

    /** Never written to. */
    private static final Buffer NOTHING = Buffer.buffer();

    private final Semaphore withoutLength = new Semaphore(MOST_WITHOUT_LENGTH);
    private final Lane lane;
    private final BodyBudget budget;
    private final long milliseconds;
    private final Refusal unreadable;
    private final Refusal late;
    private final Refusal lengthMissing;
    private final Refusal full;

    BodyIntake(Lane lane, BodyBudget budget, int seconds) {
        this.lane = lane;
        this.budget = budget;
        milliseconds = TimeUnit.SECONDS.toMillis(seconds);
        unreadable = new Refusal(
                BAD_REQUEST,
                invalid(
                        "The request cannot be read: its address or its Host header is missing, malformed, or given twice"));
        late = new Refusal(408, invalid("The body did not arrive within " + seconds + " seconds"));
        lengthMissing = new Refusal(411, invalid("Too many requests without a Content-Length"));
        full = new Refusal(
                503,
                lane.error(
                        OAuthErrorException.TEMPORARILY_UNAVAILABLE,
                        "The server is receiving too many requests: try again later"),
                seconds);
    }

    private Object invalid(String description) {
        return lane.error(OAuthErrorException.INVALID_REQUEST, description);
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
        } else if (length == UNKNOWN && context.request().version() == HttpVersion.HTTP_2) {
            passWithoutLength(context);
        } else {
            new Receiving((RoutingContextInternal) context, length).start();
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
            return length == null ? UNKNOWN : Long.parseLong(length);
        } catch (NumberFormatException unreadable) {
            return UNKNOWN;
        }
    }

    /** One request's body. All on the event loop of its connection, but for the end of the answer. */
    private final class Receiving {

        private final RoutingContextInternal context;
        private final String address;
        private final long length;
        /** Of a body without a length one byte more than allowed is kept, by which it is known; of a longer one nothing. */
        private final int most;

        private final long timer;
        private Buffer body = NOTHING;
        private int capacity;
        private long received;
        private long taken;
        private boolean over;

        Receiving(RoutingContextInternal context, long length) {
            this.context = context;
            this.length = length;
            address = SourceAddress.of(context.request().remoteAddress().hostAddress());
            most = length == UNKNOWN ? lane.maxBytes() + 1 : length > lane.maxBytes() ? 0 : (int) length;
            timer = context.vertx().setTimer(milliseconds, expired -> refuse(late));
        }

        void start() {
            context.addEndHandler(ended -> giveBack());
            if (!take(REQUEST_BYTES)) {
                refuse(full);
                return;
            }
            HttpServerRequest request = context.request();
            request.exceptionHandler(gone -> isFirst()).handler(this::append).endHandler(end -> handOn());
            if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
                context.response().writeContinue();
            }
            request.resume();
        }

        private void append(Buffer chunk) {
            if (over) {
                return;
            }
            received += chunk.length();
            int kept = Math.min(chunk.length(), most - body.length());
            if (kept > 0) {
                if (!makeRoom(body.length() + kept)) {
                    refuse(full);
                    return;
                }
                body.appendBuffer(chunk, 0, kept);
            }
            if (body.length() > lane.maxBytes()) {
                context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            if (received == length || body.length() > lane.maxBytes()) {
                context.request().pause();
                handOn();
            }
        }

        /** What is counted is what the heap holds, so the buffer does not grow by itself. */
        private boolean makeRoom(int needed) {
            if (needed <= capacity) {
                return true;
            }
            int grown = Math.min(most, Math.max(needed, Math.max(2 * capacity, SMALLEST_BUFFER)));
            if (!take(grown - capacity)) {
                return false;
            }
            body = Buffer.buffer(grown).appendBuffer(body);
            capacity = grown;
            return true;
        }

        private boolean take(long bytes) {
            boolean free = budget.take(address, taken, bytes);
            if (free) {
                taken += bytes;
            }
            return free;
        }

        private void handOn() {
            if (isFirst()) {
                context.setBody(body);
                if (most == 0) {
                    giveBack(); // Quarkus may take the end handler's place: HttpServerCommonHandlers.enforceMaxBodySize
                    // (3.33)
                }
                context.next();
            }
        }

        private void refuse(Refusal refusal) {
            if (isFirst()) {
                refusal.answer(context);
            }
        }

        /**
         * When the answer has been made, or the client has gone. Then the request may still wait for a worker thread, with a body
         * that Keycloak could not read any more without this either (VertxInputStream refuses closed channels).
         */
        private void giveBack() {
            isFirst();
            context.setBody(NOTHING);
            body = NOTHING;
            budget.giveBack(address, taken);
            taken = 0;
        }

        /** Whether nothing had come of the request before. */
        private boolean isFirst() {
            boolean first = !over;
            over = true;
            context.vertx().cancelTimer(timer);
            return first;
        }
    }
}
