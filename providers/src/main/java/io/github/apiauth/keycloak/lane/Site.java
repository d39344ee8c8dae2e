package io.github.apiauth.keycloak.lane;

import io.github.apiauth.keycloak.intake.RealmPath;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.RequestRules;
import io.github.apiauth.keycloak.legacyapi.RequestRules.Tolerance;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A contract's paths, made of what it says of itself when the server starts.
 *
 * @param top of all of them
 * @param endpoints by their paths
 * @param plugins the endpoint that has paths below its own, if the contract has it
 * @param nothing what all other paths are
 */
record Site(
        String top, Map<String, Place> endpoints, @Nullable Place plugins, Place nothing) {

    static Site of(Contract contract) {
        String top = Lanes.top(contract);
        RequestRules requests = contract.requests();
        Map<String, Place> endpoints = contract.routes().entrySet().stream()
                .map(entry -> new Place(
                        contract,
                        requests,
                        entry.getKey(),
                        entry.getValue(),
                        top + '/' + entry.getValue().path(),
                        ""))
                .collect(Collectors.toUnmodifiableMap(Place::path, place -> place));
        return new Site(
                top,
                endpoints,
                endpoints.values().stream()
                        .filter(place -> place.endpoint() == Endpoint.PLUGINS)
                        .findAny()
                        .orElse(null),
                new Place(contract, requests, null, null, top, ""));
    }

    Contract contract() {
        return nothing.contract();
    }

    /** What a path is that is below the top, or is the top. */
    Place at(String path) {
        String asked = nothing.requests().tolerances().contains(Tolerance.TRAILING_SLASH)
                ? RealmPath.withoutSlashesAtEnd(path)
                : path;
        Place endpoint = endpoints.get(asked);
        if (endpoint != null) {
            return endpoint;
        }
        return plugins != null && RealmPath.isBelow(plugins.path(), asked)
                ? new Place(
                        plugins.contract(),
                        plugins.requests(),
                        plugins.endpoint(),
                        plugins.where(),
                        plugins.path(),
                        asked.substring(plugins.path().length() + 1))
                : nothing;
    }
}
