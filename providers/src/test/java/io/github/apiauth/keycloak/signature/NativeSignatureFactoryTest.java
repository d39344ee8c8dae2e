package io.github.apiauth.keycloak.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.crypto.RS256SignatureProviderFactory;
import org.keycloak.crypto.SignatureProviderFactory;

/** Which factory Keycloak takes, and the option. */
class NativeSignatureFactoryTest {

    /** As the default {@link Config} reads it. */
    private static final String OPTION = "keycloak.signature.native";

    @BeforeEach
    void defaults() {
        Profile.defaults();
    }

    @AfterEach
    void reset() {
        System.clearProperty(OPTION);
        Profile.reset();
    }

    @Test
    void givenKeycloaksFactories_thenOursComeBeforeThem() {
        Stream<String> ours = ServiceLoader.load(SignatureProviderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(NativeSignatureFactory.class::isInstance)
                .filter(factory -> factory.order() > new RS256SignatureProviderFactory().order())
                .map(SignatureProviderFactory::getId);
        assertThat(ours)
                .containsExactlyInAnyOrder(
                        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
    }

    @Test
    void givenDefaults_thenWhatThePlatformHas() {
        assertThat(signatures()).isEqualTo(Corretto.engine().join().description());
    }

    @Test
    void givenOptionOff_thenKeycloaksOwn() {
        System.setProperty(OPTION, "false");
        assertThat(signatures()).isEqualTo("JDK (switched off)");
    }

    private static String signatures() {
        NativeSignatureFactory factory = new NativeSignatureFactory.RS256Factory();
        factory.init(Config.scope("signature", "RS256"));
        return factory.getOperationalInfo().getOrDefault("signatures", "nothing said");
    }
}
