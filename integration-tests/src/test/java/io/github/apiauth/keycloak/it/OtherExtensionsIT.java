package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.apiauth.keycloak.it.server.DistributionServer;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.ProxiedServer;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the server says where another extension stands in the pack's place. */
@Once
@OwnServer
class OtherExtensionsIT {

    private static final Pattern ERROR = Pattern.compile("ERROR .*OtherExtensionsGuard\\] \\([^)]*\\) (.*)");
    private static final String MEND =
            " Remove the other extension, give its factory a lower order() or another id, or let it"
                    + " extend the pack's: docs/installation.md, Beside other extensions.";

    @Test
    void givenRealmWithRateLimitThatWouldNotHold_thenTheServerDoesNotStartAndSaysWhy() {
        assertThatThrownBy(() -> DistributionServer.startBeside("standard-lane").close())
                .message()
                .contains("Keycloak ended with code 1")
                .contains("login-protocol/openid-connect: com.example.OtherLoginProtocolFactory stands in the"
                        + " place of io.github.apiauth.keycloak.answer.LaneLoginProtocolFactory, so these do not work: JSON and the"
                        + " token rate limit on Keycloak's own endpoints, and logins that begin on the API lane."
                        + MEND)
                .contains("ERROR: The rate limit of the realms [api] would not hold, because another extension"
                        + " stands in the pack's place." + MEND)
                .doesNotContain("StartUpCheck]"); // which would find the database closed
    }

    /** By id, or as an SPI's default provider; not by extending the pack's, as ProxiedServer's extension does for ES512. */
    @Test
    void givenAnyOtherPlace_thenTheServerStartsAndSaysWhatDoesNotWork() {
        assertThat(errors(ProxiedServer.shared()))
                .containsExactlyInAnyOrder(
                        "client-policy-manager: com.example.OtherPolicyManagerFactory stands in the place of"
                                + " io.github.apiauth.keycloak.policy.SkippingPolicyManagerFactory, so these do not work: the"
                                + " option skip-idle, and the token rate limit for clients that are known only once they have"
                                + " authenticated." + MEND,
                        "signature/RS512: com.example.OtherSignatureFactory stands in the place of"
                                + " io.github.apiauth.keycloak.signature.NativeSignatureFactory$RS512Factory, so these do not"
                                + " work: native signatures with RS512." + MEND);
    }

    @Test
    void givenNoOtherExtension_thenNothingIsSaid() {
        assertThat(errors(KeycloakServer.shared())).isEmpty();
    }

    private static List<String> errors(KeycloakServer server) {
        return ERROR.matcher(server.log())
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }
}
