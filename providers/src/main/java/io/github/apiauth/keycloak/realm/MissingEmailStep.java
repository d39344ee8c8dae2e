package io.github.apiauth.keycloak.realm;

import io.github.apiauth.keycloak.password.EmailAuthenticatorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The direct grant flow does not take e-mail addresses. */
final class MissingEmailStep implements Trap {

    @Override
    public Stream<String> in(KeycloakSession session, RealmModel realm) {
        AuthenticationFlowModel flow = realm.getDirectGrantFlow();
        return flow != null && hasEmailStep(realm, flow)
                ? Stream.empty()
                : Stream.of(
                        "e-mail and password are refused, because the direct grant flow has no step E-mail Validation."
                                + " Under Authentication bind a flow with that step as direct grant flow");
    }

    private static boolean hasEmailStep(RealmModel realm, AuthenticationFlowModel flow) {
        List<AuthenticationExecutionModel> executions = new ArrayList<>();
        KeycloakModelUtils.deepFindAuthenticationExecutions(realm, flow, executions);
        return executions.stream()
                .anyMatch(execution -> execution.isEnabled()
                        && EmailAuthenticatorFactory.PROVIDER_ID.equals(execution.getAuthenticator()));
    }
}
