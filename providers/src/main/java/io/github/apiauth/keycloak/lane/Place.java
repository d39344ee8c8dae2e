package io.github.apiauth.keycloak.lane;

import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Route;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a path of the lane is.
 *
 * @param contract in which it is answered
 * @param endpoint that is there; none where there is nothing
 * @param below what follows the endpoint's path, without a slash at either end: plugins have endpoints of their own
 */
public record Place(Contract contract, @Nullable Endpoint endpoint, String below) {

    /** Where the endpoint is. There must be one. */
    public Route route() {
        return Objects.requireNonNull(contract.routes().get(endpoint));
    }
}
