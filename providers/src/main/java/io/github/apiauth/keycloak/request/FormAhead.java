package io.github.apiauth.keycloak.request;

import java.util.Set;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.FormBodyHandler;
import org.jspecify.annotations.Nullable;
import org.keycloak.http.HttpRequest;

/**
 * Lets RESTEasy read the current request's form before it has found the method that is going to answer. What it reads is kept
 * with the request ({@code FormBodyHandler.handle}, Quarkus 3.33), so the endpoint sees this and nothing else.
 */
public final class FormAhead {

    private volatile @Nullable FormBodyHandler handler;

    /**
     * Reads the request, if it is a form.
     *
     * @throws RuntimeException what RESTEasy throws at a form that it cannot read, with or without this
     */
    public void read(HttpRequest request) {
        if (BodyType.of(request.getHttpHeaders()) != BodyType.FORM) {
            return;
        }
        ResteasyReactiveRequestContext current = CurrentRequestManager.get();
        try {
            handler(current).handle(current);
        } catch (RuntimeException unreadable) {
            throw unreadable;
        } catch (Exception unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private FormBodyHandler handler(ResteasyReactiveRequestContext current) {
        FormBodyHandler configured = handler;
        if (configured == null) {
            configured = new FormBodyHandler(false, () -> Runnable::run, Set.of());
            configured.configure(current.getDeployment().getRuntimeConfiguration());
            handler = configured;
        }
        return configured;
    }
}
