package io.github.apiauth.keycloak.intake;

import io.vertx.ext.web.Router;
import jakarta.inject.Singleton;

/** A node's intake: all lanes share its memory. */
@Singleton
public class Intake {

    /** After the filter for legacy paths, which is at -100, and before all that Quarkus and Keycloak do with a path. */
    private static final int ORDER = -90;

    private final IntakeConfig.Limits limits = IntakeConfig.Limits.configured();
    private final BodyBudget budget = new BodyBudget(limits.bytes());

    /**
     * Receives the lane's requests from now on.
     *
     * @throws IllegalArgumentException if the lane's longest body could never be received
     */
    public void open(Lane lane, Router router) {
        if (!budget.canHold(lane.maxBytes() + 1L + Reception.REQUEST_BYTES)) {
            throw new IllegalArgumentException(
                    "Bodies of " + lane.maxBytes() + " bytes are allowed, which is more than half of the "
                            + limits.bytes() + " bytes for all bodies: raise --spi-body-intake--node--max-memory");
        }
        BodyIntake intake = new BodyIntake(lane, budget, limits.seconds());
        router.route().order(ORDER).handler(intake).failureHandler(intake::handleFailure);
    }
}
