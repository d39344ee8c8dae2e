package io.github.apiauth.keycloak.request;

import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** What the path of the current request is called where all requests of a kind are one, as in metrics. */
public final class PathTemplate {

    /** Where Quarkus looks ({@code ObservabilityUtil}, 3.33); RESTEasy has put the template of the resource's method there. */
    private static final String KEY = "UrlPathTemplate";

    private PathTemplate() {}

    /** Gives it this name, such as {@code /realms/{realm}/rest/api/v2/oauth/token}. */
    public static void set(String template) {
        RoutingContext context = CurrentRequestManager.get().serverRequest().unwrap(RoutingContext.class);
        ((HttpServerRequestInternal) context.request()).context().putLocal(KEY, template);
    }
}
