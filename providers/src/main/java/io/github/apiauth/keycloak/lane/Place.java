package io.github.apiauth.keycloak.lane;

import io.github.apiauth.keycloak.intake.RealmPath;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.RequestRules;
import io.github.apiauth.keycloak.legacyapi.Route;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a path of the lane is.
 *
 * @param contract in which it is answered
 * @param requests how the contract's requests are read
 * @param endpoint that is there; none where there is nothing
 * @param where the endpoint is, as the contract has it; none where there is nothing
 * @param path of the endpoint within a realm, or of the contract where there is nothing
 * @param below what follows the endpoint's path, without a slash at either end: plugins have endpoints of their own
 */
public record Place(
        Contract contract,
        RequestRules requests,
        @Nullable Endpoint endpoint,
        @Nullable Route where,
        String path,
        String below) {

    /** Where the endpoint is. There must be one. */
    public Route route() {
        return Objects.requireNonNull(where);
    }

    /** What all requests to the endpoint are called, whatever the realm. */
    public String template() {
        return "/realms/{realm}" + path;
    }

    /** The part of this path to the place, wherever it begins, that is the endpoint's: without what is {@link #below} it. */
    String endpointOf(String called) {
        String end = RealmPath.withoutSlashesAtEnd('/' + below);
        return called.substring(0, RealmPath.withoutSlashesAtEnd(called).length() - end.length());
    }
}
