package com.example;

import io.github.apiauth.keycloak.signature.NativeSignatureFactory;

/** Does what the pack's does, because it extends it. */
public final class ExtendedSignatureFactory extends NativeSignatureFactory.ES512Factory {

    @Override
    public int order() {
        return super.order() + 1;
    }
}
