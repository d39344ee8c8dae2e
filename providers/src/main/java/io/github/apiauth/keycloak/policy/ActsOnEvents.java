package io.github.apiauth.keycloak.policy;

import org.keycloak.services.clientpolicy.ClientPolicyEvent;

/** The factory of an executor of client policies that does nothing at most of Keycloak's events. */
public interface ActsOnEvents {

    /** Whether the executor does anything at this event of Keycloak's own endpoints. */
    boolean actsOn(ClientPolicyEvent event);
}
