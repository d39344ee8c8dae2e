package io.github.apiauth.keycloak.signature;

import java.security.Provider;
import java.util.Optional;

/**
 * Who makes signatures.
 *
 * @param provider the native one; none if Keycloak's own code and the JDK do it
 * @param description for Server info
 */
record Engine(Optional<Provider> provider, String description) {

    static Engine ofNative(Provider provider) {
        return new Engine(Optional.of(provider), "native (" + provider.getInfo() + ")");
    }

    static Engine ofJdk(String reason) {
        return new Engine(Optional.empty(), "JDK (" + reason + ")");
    }
}
