package io.github.apiauth.keycloak.usage;

import io.github.apiauth.keycloak.intake.RealmPath;
import io.github.apiauth.keycloak.lane.LaneCall;
import io.github.apiauth.keycloak.lane.LaneLogins;
import io.github.apiauth.keycloak.lane.Lanes;
import io.github.apiauth.keycloak.lane.RealmChoice;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;

/**
 * Has {@link RequestMetrics} count the requests to the API lane's endpoints, and those to Keycloak's own token endpoint in realms that
 * have chosen the pack. Before the contract changes the answer's status: of filters for answers that with the highest priority is first.
 */
@Provider
@Priority(Priorities.USER + 1)
public class RequestMetricsFilter implements ContainerResponseFilter {

    private static final String TOKEN = "/protocol/openid-connect/token";
    private static final LaneCall STANDARD = new LaneCall("/realms/{realm}" + TOKEN, "");

    private final KeycloakSession session;
    private final Lanes lanes;
    private final RequestMetrics metrics;

    /** The session is a proxy for the session of the current request. */
    @Inject
    public RequestMetricsFilter(KeycloakSession session, Lanes lanes, RequestMetrics metrics) {
        this.session = session;
        this.lanes = lanes;
        this.metrics = metrics;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!metrics.isOn() || request.getMethod().equals(HttpMethod.OPTIONS)) {
            return;
        }
        String path = RealmPath.of(request.getUriInfo());
        if (RealmPath.withoutSlashesAtEnd(path).equals(TOKEN)) {
            if (RealmChoice.of(session).isMade()) {
                count("standard", STANDARD, response);
            }
        } else {
            lanes.at(session, path)
                    .filter(place -> place.endpoint() != null)
                    .ifPresent(place -> count(LaneLogins.API, LaneCall.of(place), response));
        }
    }

    private void count(String lane, LaneCall call, ContainerResponseContext response) {
        KeycloakContext context = session.getContext();
        metrics.count(context.getRealm(), lane, call, context.getClient(), response.getStatus());
    }
}
