package io.github.apiauth.keycloak.contractfile;

import io.github.apiauth.keycloak.legacyapi.BodyFormat;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Route;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the endpoints of a contract file. */
final class Routes {

    /** Segments that no path is normalised by. */
    static final Pattern PATH =
            Pattern.compile("(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*)(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*+");

    static final String A_PATH =
            "names of letters, digits and ._~- that do not begin with a dot, with a slash between them, such as oauth/token";

    private static final String FORMATS = "formats";
    private static final String ERRORS = "errors";
    private static final String PAGES = "pages";

    private Routes() {}

    static Map<Endpoint, Route> read(Place endpoints) {
        endpoints.only(Stream.of(Endpoint.values()).map(Place::word).toList()).someMembers();
        Map<Endpoint, Route> routes = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            endpoints.optional(Place.word(endpoint)).ifPresent(place -> {
                Route route = route(endpoint, place);
                routes.forEach((other, taken) -> {
                    if (taken.path().equals(route.path())) {
                        throw place.wrong(
                                "the endpoint " + Place.word(other) + " has this path too: give one of them another");
                    }
                });
                routes.put(endpoint, route);
            });
        }
        return routes;
    }

    private static Route route(Endpoint endpoint, Place place) {
        place.only(members(endpoint));
        return new Route(
                place.member("path").text(PATH, A_PATH),
                place.member("methods").distinct(method -> method.word(methods(endpoint))),
                endpoint == Endpoint.PLUGINS ? Set.of() : place.member(FORMATS).constants(BodyFormat.class),
                endpoint == Endpoint.AUTHORIZE
                        && place.optional(ERRORS)
                                .map(errors ->
                                        errors.word(List.of(PAGES, "answers")).equals(PAGES))
                                .orElse(true));
    }

    private static List<String> members(Endpoint endpoint) {
        return switch (endpoint) {
            case AUTHORIZE -> List.of("path", "methods", FORMATS, ERRORS);
            case PLUGINS -> List.of("path", "methods");
            case TOKEN, REVOKE, INTROSPECT -> List.of("path", "methods", FORMATS);
        };
    }

    /** Those with which Keycloak does something ({@link Route#methods()}). */
    private static List<String> methods(Endpoint endpoint) {
        return switch (endpoint) {
            case AUTHORIZE -> List.of("GET", "POST", "OPTIONS");
            case PLUGINS -> List.of("GET", "OPTIONS");
            case TOKEN, REVOKE, INTROSPECT -> List.of("POST", "OPTIONS");
        };
    }
}
