package com.example;

import org.keycloak.crypto.RS512SignatureProviderFactory;

/** Stands in the place of the pack's, with the same id and a higher order. */
public final class OtherSignatureFactory extends RS512SignatureProviderFactory {

    @Override
    public int order() {
        return 1000;
    }
}
