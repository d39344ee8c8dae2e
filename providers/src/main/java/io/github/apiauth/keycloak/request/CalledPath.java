package io.github.apiauth.keycloak.request;

import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jspecify.annotations.Nullable;

/**
 * The path that the client called, where the request was handed on to another one inside the server. It is kept with the request
 * and not in a header, so that no client can make it up.
 */
public final class CalledPath {

    private static final String KEY = CalledPath.class.getName();

    private CalledPath() {}

    /** Notes the path of a request that is about to be handed on, without the server's own {@code --http-relative-path}. */
    public static void note(RoutingContext context, String path) {
        context.put(KEY, path);
    }

    /** The path that the current request was handed on from, or none where the client called the path that is served. */
    public static @Nullable String ofCurrentRequest() {
        return CurrentRequestManager.get()
                .serverRequest()
                .unwrap(RoutingContext.class)
                .get(KEY);
    }
}
