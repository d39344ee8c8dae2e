package io.github.apiauth.keycloak.lane;

import io.github.apiauth.keycloak.request.CalledPath;
import java.util.Map;

/**
 * By which path and in which contract a request came, as events and metrics say it: who still uses a legacy path is seen there.
 *
 * @param path of the endpoint that the client called, legacy paths as they are; there are only as many as are configured
 * @param contract the id
 */
public record LaneCall(String path, String contract) {

    /** The detail of events, and the label of metrics, with the path. */
    public static final String PATH = "path";

    /** The same with the contract. */
    public static final String CONTRACT = "contract";

    /** The call that the current request is, which was sent to the endpoint of this place. */
    public static LaneCall of(Place place) {
        String called = CalledPath.ofCurrentRequest();
        return new LaneCall(
                called == null ? place.template() : place.endpointOf(called),
                place.contract().id());
    }

    /** What an event says of it. */
    public Map<String, String> details() {
        return Map.of(LaneLogins.LANE, LaneLogins.API, PATH, path, CONTRACT, contract);
    }
}
