package io.github.apiauth.keycloak.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Receives the bodies of POST requests before a worker thread is taken: RESTEasy then finds them complete.
 *
 * <p>RESTEasy reads bodies on a worker thread and waits there up to a minute for each piece ({@code VertxInputStream}, Quarkus
 * 3.33). Keycloak (26.7.0) has 50 of these threads or four for each processor, so that as many slow clients would hold up all
 * the others.
 */
public final class BodyIntake implements Handler<RoutingContext> {

    /** How long a client may take to send the body, in seconds. */
    static final int SECONDS = 10;

    /** In {@code Filters}: after the one for legacy paths, which is at 100. */
    public static final int PRIORITY = 90;

    private static final String REALMS = "/realms/";
    private static final int REQUEST_TIMEOUT = 408;
    private static final int LENGTH_REQUIRED = 411;
    private static final long UNKNOWN = -1;

    private static final int MOST_WITHOUT_LENGTH = 10;

    private final Semaphore withoutLength = new Semaphore(MOST_WITHOUT_LENGTH);
    private final Predicate<HttpServerRequest> wanted;
    private final int maxBytes;
    private final String timeoutAnswer;
    private final String lengthAnswer;

    /**
     * Receives the bodies of the POST requests that are wanted.
     *
     * @param maxBytes the longest body in bytes; of a longer one, one byte more is handed on
     * @param error makes an error, which is answered as JSON, from its description
     */
    public BodyIntake(Predicate<HttpServerRequest> wanted, int maxBytes, Function<String, ?> error) {
        this.wanted = wanted;
        this.maxBytes = maxBytes;
        timeoutAnswer = json(error.apply("The body did not arrive within " + SECONDS + " seconds"));
        lengthAnswer = json(error.apply("Too many requests without a Content-Length"));
    }

    private static String json(Object error) {
        try {
            return new ObjectMapper().writeValueAsString(error);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Whether the request is for what begins with this path within a realm. */
    public static boolean isBelow(String pathInRealm, HttpServerRequest request) {
        String path = request.path();
        int realms = path.indexOf(REALMS);
        int end = path.indexOf('/', realms + REALMS.length());
        return realms >= 0 && end >= 0 && path.startsWith(pathInRealm, end);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.method().equals(HttpMethod.POST) || request.isEnded() || !wanted.test(request)) {
            context.next();
            return;
        }
        long length = announcedLength(request);
        if (length == 0 || length > maxBytes) {
            context.next(); // there is nothing to read, or RequestBody refuses to
        } else if (length == UNKNOWN && request.version() == HttpVersion.HTTP_2) {
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
            answer(context, LENGTH_REQUIRED, lengthAnswer);
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

    /** Only the stream where there are streams: others of the connection may be other people's. */
    private static void hangUp(RoutingContext context) {
        if (context.request().version() == HttpVersion.HTTP_2) {
            context.response().reset();
        } else {
            context.request().connection().close();
        }
    }

    private static void answer(RoutingContext context, int status, String json) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Pragma", "no-cache")
                .end(json)
                .onComplete(sent -> hangUp(context));
    }

    /** One request's body. All on the event loop of its connection. */
    private final class Receiving {

        private final RoutingContextInternal context;
        private final Buffer body = Buffer.buffer();
        private final long length;
        private final long timer;
        private boolean over;

        Receiving(RoutingContextInternal context, long length) {
            this.context = context;
            this.length = length;
            timer = context.vertx().setTimer(TimeUnit.SECONDS.toMillis(SECONDS), expired -> timeOut());
        }

        void start() {
            HttpServerRequest request = context.request();
            request.exceptionHandler(gone -> isFirst()).handler(this::append).endHandler(end -> handOn());
            if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
                context.response().writeContinue();
            }
            request.resume();
        }

        private void append(Buffer chunk) {
            if (!over) {
                body.appendBuffer(chunk, 0, Math.min(chunk.length(), maxBytes + 1 - body.length()));
                if (body.length() > maxBytes) {
                    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                }
                if (body.length() == length || body.length() > maxBytes) {
                    context.request().pause();
                    handOn();
                }
            }
        }

        private void handOn() {
            if (isFirst()) {
                context.setBody(body);
                context.next();
            }
        }

        private void timeOut() {
            if (isFirst()) {
                answer(context, REQUEST_TIMEOUT, timeoutAnswer);
            }
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
