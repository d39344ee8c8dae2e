package io.github.apiauth.keycloak.signature;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.crypto.ES256SignatureProviderFactory;
import org.keycloak.crypto.ES384SignatureProviderFactory;
import org.keycloak.crypto.ES512SignatureProviderFactory;
import org.keycloak.crypto.PS256SignatureProviderFactory;
import org.keycloak.crypto.PS384SignatureProviderFactory;
import org.keycloak.crypto.PS512SignatureProviderFactory;
import org.keycloak.crypto.RS256SignatureProviderFactory;
import org.keycloak.crypto.RS384SignatureProviderFactory;
import org.keycloak.crypto.RS512SignatureProviderFactory;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.crypto.SignatureProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * Takes the place of Keycloak's factory for one algorithm (26.7.0) by its higher {@link #order()}. The keys, and everything
 * that cannot be done natively, are left to Keycloak's.
 *
 * <p>Option: {@code --spi-signature--native=false} switches it off, for all algorithms at once.
 */
public abstract class NativeSignatureFactory implements SignatureProviderFactory, ListedWithVersion {

    /** The option stands with the SPI: Keycloak finds none of a provider in capitals in the environment. */
    private static final String SPI = "signature";

    private static final String NATIVE = "native";

    private final SignatureProviderFactory keycloaks;
    private final JwsAlgorithm algorithm;
    private CompletableFuture<Engine> engine = CompletableFuture.completedFuture(Engine.ofJdk("not initialized"));
    private CompletableFuture<Optional<NativeSignatures>> natives = CompletableFuture.completedFuture(Optional.empty());

    private NativeSignatureFactory(SignatureProviderFactory keycloaks, JwsAlgorithm algorithm) {
        this.keycloaks = keycloaks;
        this.algorithm = algorithm;
    }

    @Override
    public String getId() {
        return keycloaks.getId();
    }

    @Override
    public void init(Config.Scope config) {
        keycloaks.init(config);
        engine = engine();
        natives = engine.thenApply(
                chosen -> chosen.provider().map(provider -> new NativeSignatures(provider, algorithm)));
    }

    private static CompletableFuture<Engine> engine() {
        if (!Config.scope(SPI).getBoolean(NATIVE, true)) {
            return CompletableFuture.completedFuture(Engine.ofJdk("switched off"));
        }
        if (Profile.isFeatureEnabled(Profile.Feature.FIPS)) {
            return CompletableFuture.completedFuture(Engine.ofJdk("FIPS mode"));
        }
        return Corretto.engine();
    }

    @Override
    public SignatureProvider create(KeycloakSession session) {
        SignatureProvider keycloaksOwn = keycloaks.create(session);
        return natives.join()
                .<SignatureProvider>map(
                        signatures -> new NativeSignatureProvider(session, getId(), keycloaksOwn, signatures))
                .orElse(keycloaksOwn);
    }

    @Override
    public Set<String> getJwkPrivateKeyClaims() {
        return keycloaks.getJwkPrivateKeyClaims();
    }

    /** One above the factory that it replaces. */
    @Override
    public int order() {
        return keycloaks.order() + 1;
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        Map<String, String> info = new HashMap<>(ListedWithVersion.super.getOperationalInfo());
        info.put("signatures", engine.join().description());
        return info;
    }

    /** The options that all algorithms have in common. */
    public static List<ProviderConfigProperty> options() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(NATIVE)
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .helpText("Whether RSA and ECDSA signatures are made natively where the server's platform allows it.")
                .defaultValue(true)
                .add()
                .build();
    }

    /** RS256. */
    public static class RS256Factory extends NativeSignatureFactory {

        /** For Keycloak. */
        public RS256Factory() {
            super(new RS256SignatureProviderFactory(), JwsAlgorithm.rs(256));
        }
    }

    /** RS384. */
    public static class RS384Factory extends NativeSignatureFactory {

        /** For Keycloak. */
        public RS384Factory() {
            super(new RS384SignatureProviderFactory(), JwsAlgorithm.rs(384));
        }
    }

    /** RS512. */
    public static class RS512Factory extends NativeSignatureFactory {

        /** For Keycloak. */
        public RS512Factory() {
            super(new RS512SignatureProviderFactory(), JwsAlgorithm.rs(512));
        }
    }

    /** PS256. */
    public static class PS256Factory extends NativeSignatureFactory {

        /** For Keycloak. */
        public PS256Factory() {
            super(new PS256SignatureProviderFactory(), JwsAlgorithm.ps(256));
        }
    }

    /** PS384. */
    public static class PS384Factory extends NativeSignatureFactory {

        /** For Keycloak. */
        public PS384Factory() {
            super(new PS384SignatureProviderFactory(), JwsAlgorithm.ps(384));
        }
    }

    /** PS512. */
    public static class PS512Factory extends NativeSignatureFactory {

        /** For Keycloak. */
        public PS512Factory() {
            super(new PS512SignatureProviderFactory(), JwsAlgorithm.ps(512));
        }
    }

    /** ES256. */
    public static class ES256Factory extends NativeSignatureFactory {

        /** For Keycloak. */
        public ES256Factory() {
            super(new ES256SignatureProviderFactory(), JwsAlgorithm.es(256));
        }
    }

    /** ES384. */
    public static class ES384Factory extends NativeSignatureFactory {

        /** For Keycloak. */
        public ES384Factory() {
            super(new ES384SignatureProviderFactory(), JwsAlgorithm.es(384));
        }
    }

    /** ES512. */
    public static class ES512Factory extends NativeSignatureFactory {

        /** For Keycloak. */
        public ES512Factory() {
            super(new ES512SignatureProviderFactory(), JwsAlgorithm.es(512));
        }
    }
}
