package io.github.apiauth.keycloak.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.answer.BroaderScopeRefusalFactory;
import io.github.apiauth.keycloak.answer.LaneLoginProtocolFactory;
import io.github.apiauth.keycloak.credentials.LaneSecretJwtFactory;
import io.github.apiauth.keycloak.oldtoken.OldRefreshTokenGrantFactory;
import io.github.apiauth.keycloak.oldtoken.OldRefreshTokenIntrospectionFactory;
import io.github.apiauth.keycloak.oldtoken.OldTokenIntrospectionFactory;
import io.github.apiauth.keycloak.passwordhash.HashAlgorithmPolicyFactory;
import io.github.apiauth.keycloak.policy.SkippingPolicyManagerFactory;
import io.github.apiauth.keycloak.refresh.ReusableRefreshTokenProviderFactory;
import io.github.apiauth.keycloak.session.StoredSessionsFactory;
import io.github.apiauth.keycloak.signature.NativeSignatureFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No factory of the pack is forgotten when the server looks for what stands in its place. */
class PlacesTest {

    private static final Path SERVICES = Path.of("src/main/resources/META-INF/services");

    @Test
    void everyFactoryForAnSpiOfKeycloaksHasAPlace() throws IOException {
        List<String> factories;
        try (Stream<Path> files = Files.list(SERVICES)) {
            factories = files.filter(file -> file.getFileName().toString().startsWith("org.keycloak.")
                            && !file.endsWith("org.keycloak.provider.Spi"))
                    .flatMap(PlacesTest::lines)
                    .toList();
        }
        assertThat(Places.ALL)
                .extracting(place -> place.ours().getName())
                .containsExactlyInAnyOrderElementsOf(factories);
    }

    @Test
    void installationNamesTheOrdersInKeycloaksPlaces() throws IOException {
        assertThat(Files.readString(Path.of("../docs/installation.md")))
                .contains(
                        "`answer.LaneLoginProtocolFactory`, " + new LaneLoginProtocolFactory().order() + " |",
                        "`credentials.LaneSecretJwtFactory`, " + new LaneSecretJwtFactory().order() + " |",
                        "`policy.SkippingPolicyManagerFactory`, " + new SkippingPolicyManagerFactory().order() + " |",
                        "`passwordhash.HashAlgorithmPolicyFactory`, " + new HashAlgorithmPolicyFactory().order() + " |",
                        "`oldtoken.OldRefreshTokenGrantFactory`, " + new OldRefreshTokenGrantFactory().order() + " |",
                        "`oldtoken.OldTokenIntrospectionFactory`, " + new OldTokenIntrospectionFactory().order() + " |",
                        "`oldtoken.OldRefreshTokenIntrospectionFactory`, "
                                + new OldRefreshTokenIntrospectionFactory().order() + " |",
                        "`session.StoredSessionsFactory`, " + new StoredSessionsFactory().order() + " |",
                        "`signature.NativeSignatureFactory.RS256Factory` and so on, "
                                + new NativeSignatureFactory.RS256Factory().order() + " |",
                        new BroaderScopeRefusalFactory().order() + " (`api-lane-scope`)",
                        new ReusableRefreshTokenProviderFactory().order() + " (`reusable`)");
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
