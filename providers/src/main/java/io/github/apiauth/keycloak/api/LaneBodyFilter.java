package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.envelope.Envelope;
import io.github.apiauth.keycloak.request.BodyIntake;
import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.keycloak.Config;
import org.keycloak.OAuthErrorException;

/** Receives what is sent to the lane before a worker thread is taken. */
@ApplicationScoped
public class LaneBodyFilter {

    private static final String PATH = "/" + ApiLaneFactory.PROVIDER_ID + "/";

    /** Called by Quarkus when it builds its routes. */
    void register(@Observes Filters filters) {
        ApiLaneConfig config = ApiLaneConfig.of(Config.scope("realm-restapi-extension", ApiLaneFactory.PROVIDER_ID));
        filters.register(
                new BodyIntake(
                        request -> BodyIntake.isBelow(PATH, request),
                        config.maxBytes(),
                        description -> Envelope.failure(OAuthErrorException.INVALID_REQUEST, description)),
                BodyIntake.PRIORITY);
    }
}
