package com.example;

import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;

/** Keycloak's protocol, with some change that does not matter here, above whatever else there is. */
public final class OtherLoginProtocolFactory extends OIDCLoginProtocolFactory {

    @Override
    public int order() {
        return 1000;
    }
}
