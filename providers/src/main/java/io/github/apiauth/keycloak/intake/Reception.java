package io.github.apiauth.keycloak.intake;

import io.github.apiauth.keycloak.address.SourceAddress;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.impl.RoutingContextInternal;

/** The body of one request while it arrives. All on the event loop of its connection, but for the end of the answer. */
final class Reception {

    static final long UNKNOWN_LENGTH = -1;

    /**
     * What a request holds besides its body while it is received: itself, its connection, and headers of the usual length.
     * Measured: 6 KiB.
     */
    static final int REQUEST_BYTES = 8 * 1024;

    private static final int SMALLEST_BUFFER = 1024;

    /** Never written to. */
    private static final Buffer NOTHING = Buffer.buffer();

    private final RoutingContextInternal context;
    private final Terms terms;
    private final BodyBudget.Share share;
    private final long length;
    /** Of a body without a length one byte more than allowed is kept, by which it is known; of a longer one nothing. */
    private final int most;

    private final long timer;
    private Buffer body = NOTHING;
    private int capacity;
    private long received;
    private boolean over;

    /**
     * What holds for all bodies of a lane.
     *
     * @param maxBytes the longest
     * @param budget the memory for them
     * @param milliseconds how long one may take
     * @param late the answer where it takes longer
     * @param full the answer where there is no memory
     */
    record Terms(int maxBytes, BodyBudget budget, long milliseconds, Refusal late, Refusal full) {}

    Reception(RoutingContextInternal context, long length, Terms terms) {
        this.context = context;
        this.length = length;
        this.terms = terms;
        share = terms.budget().share(address(context.request()));
        most = length == UNKNOWN_LENGTH ? terms.maxBytes() + 1 : length > terms.maxBytes() ? 0 : (int) length;
        timer = context.vertx().setTimer(terms.milliseconds(), expired -> refuse(terms.late()));
    }

    /** As Keycloak itself resolves it (QuarkusClientConnection, 26.7.0). */
    private static String address(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        return SourceAddress.of(address == null ? null : address.hostAddress());
    }

    void start() {
        context.addEndHandler(ended -> giveBack());
        if (!share.take(REQUEST_BYTES)) {
            refuse(terms.full());
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
                refuse(terms.full());
                return;
            }
            body.appendBuffer(chunk, 0, kept);
        }
        boolean tooLong = body.length() > terms.maxBytes();
        if (tooLong) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (tooLong || received == length) {
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
        if (!share.take(grown - capacity)) {
            return false;
        }
        body = Buffer.buffer(grown).appendBuffer(body);
        capacity = grown;
        return true;
    }

    private void handOn() {
        if (isFirst()) {
            context.setBody(body);
            if (most == 0) {
                giveBack(); // Quarkus may take the end handler's place (HttpServerCommonHandlers.enforceMaxBodySize,
                // 3.33).
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
     * When the answer has been made, or the client has gone. Then the request may still wait for a worker thread, with a body that
     * Keycloak could not read any more without this either ({@code VertxInputStream}, Quarkus 3.33, refuses closed channels).
     */
    private void giveBack() {
        isFirst();
        context.setBody(NOTHING);
        body = NOTHING;
        share.giveBack();
    }

    /** Whether nothing had come of the request before. */
    private boolean isFirst() {
        boolean first = !over;
        over = true;
        context.vertx().cancelTimer(timer);
        return first;
    }
}
