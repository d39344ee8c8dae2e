package io.github.apiauth.keycloak.lane;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Logins that began on the lane, which is remembered through the login pages. */
public final class LaneLogins {

    /** The detail of events, and the note of a login, that says on which lane it began. */
    public static final String LANE = "lane";

    /** Its value on the API lane. */
    public static final String API = "api";

    private LaneLogins() {}

    /** Notes that the login began on the API lane, and by which call. */
    public static void begin(AuthenticationSessionModel login, LaneCall call) {
        call.details().forEach(login::setClientNote);
    }

    /** Says in the event of a login how it began. */
    public static void describe(EventBuilder event, AuthenticationSessionModel login) {
        for (String detail : List.of(LANE, LaneCall.PATH, LaneCall.CONTRACT)) {
            event.detail(detail, login.getClientNote(detail));
        }
    }

    /** Whether the login began on the API lane. */
    public static boolean isOne(@Nullable AuthenticationSessionModel login) {
        return login != null && API.equals(login.getClientNote(LANE));
    }

    /** Whether the session serves a login that began on the API lane. */
    public static boolean isServedBy(KeycloakSession session) {
        return isOne(session.getContext().getAuthenticationSession());
    }
}
