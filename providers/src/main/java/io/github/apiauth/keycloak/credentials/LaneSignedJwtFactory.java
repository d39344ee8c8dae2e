package io.github.apiauth.keycloak.credentials;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import org.keycloak.authentication.ClientAuthenticationFlowContext;
import org.keycloak.authentication.authenticators.client.JWTClientAuthenticator;

/** Keycloak's {@code private_key_jwt}, in its place by order: on the lane an assertion may be for the address that was called. */
public class LaneSignedJwtFactory extends JWTClientAuthenticator implements ListedWithVersion {

    @Override
    public void authenticateClient(ClientAuthenticationFlowContext context) {
        LaneAssertion.translateAudience(context);
        super.authenticateClient(context);
    }

    /** One above the factory that it replaces. */
    @Override
    public int order() {
        return super.order() + 1;
    }
}
