package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.envelope.Envelope;
import io.github.apiauth.keycloak.intake.Intake;
import io.github.apiauth.keycloak.intake.Lane;
import io.github.apiauth.keycloak.intake.RealmPath;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.keycloak.Config;

/** Receives what is sent to the lane before a worker thread is taken. */
@ApplicationScoped
public class LaneBodyFilter implements Lane {

    private final int maxBytes = ApiLaneConfig.of(Config.scope("realm-restapi-extension", ApiLaneFactory.PROVIDER_ID))
            .maxBytes();

    /** Not where the lane is switched off, or another extension has its place. */
    private volatile boolean active;

    /** Called by Quarkus when it builds its routes. */
    void register(@Observes Router router, Intake intake) {
        intake.open(this, router);
    }

    /** Called by the lane's factory, which Keycloak uses only where the lane is active. */
    void activate() {
        active = true;
    }

    @Override
    public boolean answers(String path) {
        return active && RealmPath.isBelow("/" + ApiLaneFactory.PROVIDER_ID, path);
    }

    @Override
    public boolean reads(HttpServerRequest request) {
        return true;
    }

    @Override
    public int maxBytes() {
        return maxBytes;
    }

    @Override
    public Object error(String code, String description) {
        return Envelope.failure(code, description);
    }
}
