package io.github.apiauth.keycloak.request;

import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** The headers of the current request. */
public final class CurrentHeaders {

    private CurrentHeaders() {}

    /** Gives the header this one value, for all who ask after this: RESTEasy and {@code HttpRequest.getHttpHeaders}. */
    public static void set(String name, String value) {
        CurrentRequestManager.get().getHttpHeaders().getMutableHeaders().putSingle(name, value);
    }
}
