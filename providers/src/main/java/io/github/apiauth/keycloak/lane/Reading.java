package io.github.apiauth.keycloak.lane;

import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.RequestRules;
import io.github.apiauth.keycloak.legacyapi.RequestRules.Tolerance;
import io.github.apiauth.keycloak.legacyapi.Route;
import io.github.apiauth.keycloak.request.BodyType;
import io.github.apiauth.keycloak.request.ReadingRules;
import java.util.EnumSet;
import java.util.Set;

/** How requests are read, in the words of the room that reads them. */
public final class Reading {

    private Reading() {}

    /** The rules for requests to an endpoint of a contract. */
    public static ReadingRules rules(Contract contract, Route route) {
        RequestRules requests = contract.requests();
        Set<BodyType> types = EnumSet.noneOf(BodyType.class);
        route.formats().forEach(format -> types.add(BodyType.valueOf(format.name())));
        return new ReadingRules(
                types,
                requests.aliases(),
                requests.scopeSeparators(),
                requests.tolerances().contains(Tolerance.NUMBERS),
                requests.tolerances().contains(Tolerance.UNKNOWN_MEMBERS));
    }
}
