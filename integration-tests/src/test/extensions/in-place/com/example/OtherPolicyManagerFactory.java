package com.example;

import org.keycloak.services.clientpolicy.DefaultClientPolicyManagerFactory;

/** Becomes the SPI's default provider by its order, under an id of its own. */
public final class OtherPolicyManagerFactory extends DefaultClientPolicyManagerFactory {

    @Override
    public String getId() {
        return "other";
    }

    @Override
    public int order() {
        return 1000;
    }
}
