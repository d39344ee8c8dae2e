package io.github.apiauth.keycloak.oldtokenstore;

import org.keycloak.models.KeycloakSession;
import org.keycloak.timer.ScheduledTask;

/** Removes the rows of tokens that have expired. Its name is its key in the cluster: one node does it. */
final class ExpiredTokensRemoval implements ScheduledTask {

    @Override
    public void run(KeycloakSession session) {
        new OldTokenTable(session).removeExpired();
    }
}
