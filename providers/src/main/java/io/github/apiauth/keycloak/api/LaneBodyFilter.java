package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.answer.Failures;
import io.github.apiauth.keycloak.intake.Intake;
import io.github.apiauth.keycloak.intake.Lane;
import io.github.apiauth.keycloak.lane.Lanes;
import io.github.apiauth.keycloak.lane.Place;
import io.github.apiauth.keycloak.legacyapi.Answer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.keycloak.Config;

/** Receives what is sent to the lane before a worker thread is taken. */
@ApplicationScoped
public class LaneBodyFilter implements Lane {

    /** It has no paths before the lane's factory has opened it. */
    @Inject
    Lanes lanes;

    private final int maxBytes =
            ApiLaneFactory.maxBytes(Config.scope("realm-restapi-extension", ApiLaneFactory.PROVIDER_ID));

    /** Called by Quarkus when it builds its routes. */
    void register(@Observes Router router, Intake intake) {
        intake.open(this, router);
    }

    @Override
    public boolean answers(String path) {
        return lanes.at(path).isPresent();
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
    public Answer error(String path, int status, String code, String description) {
        Place place = lanes.at(path).orElseThrow();
        return place.contract().failed(Failures.of(status, code, description, place.endpoint(), null));
    }
}
