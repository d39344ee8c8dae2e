package io.github.apiauth.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.api.ApiLaneFactory;
import io.github.apiauth.keycloak.clientdefaults.ClientDefaultsExecutorFactory;
import io.github.apiauth.keycloak.contractfile.ContractFiles;
import io.github.apiauth.keycloak.intake.IntakeConfig;
import io.github.apiauth.keycloak.lane.LegacyApiExecutorFactory;
import io.github.apiauth.keycloak.legacypath.LegacyPathConfig;
import io.github.apiauth.keycloak.oidc.JsonOIDCLoginProtocolFactory;
import io.github.apiauth.keycloak.password.EmailAuthenticatorFactory;
import io.github.apiauth.keycloak.policy.SkippingPolicyManagerFactory;
import io.github.apiauth.keycloak.ratelimit.TokenRateLimitExecutorFactory;
import io.github.apiauth.keycloak.session.StoredSessionsFactory;
import io.github.apiauth.keycloak.signature.NativeSignatureFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** docs/configuration.md names every option of the pack with its default and help text. */
class ConfigurationDocTest {

    private final String doc;

    ConfigurationDocTest() throws IOException {
        doc = Files.readString(Path.of("../docs/configuration.md"));
    }

    @Test
    void theOptionsOfTheStandardLane() {
        List<String> keycloaks = new OIDCLoginProtocolFactory()
                .getConfigMetadata().stream()
                        .map(ProviderConfigProperty::getName)
                        .toList();
        assertOptions(
                "--spi-login-protocol--openid-connect--",
                new JsonOIDCLoginProtocolFactory()
                        .getConfigMetadata().stream()
                                .filter(option -> !keycloaks.contains(option.getName()))
                                .toList());
    }

    @Test
    void theOptionsOfTheApiLane() {
        assertOptions("--spi-realm-restapi-extension--rest--", new ApiLaneFactory().getConfigMetadata());
    }

    @Test
    void theOptionsOfTheIntake() {
        assertOptions("--spi-body-intake--node--", new IntakeConfig().getConfigMetadata());
    }

    @Test
    void theOptionOfTheLegacyPaths() {
        assertOptions("--spi-legacy-path--host-root--", new LegacyPathConfig().getConfigMetadata());
    }

    @Test
    void theOptionOfTheContractFiles() {
        assertOptions("--spi-legacy-api--files--", new ContractFiles().getConfigMetadata());
    }

    @Test
    void theOptionsOfTheRateLimit() {
        assertOptions(
                "--spi-client-policy-executor--token-rate-limit--",
                new TokenRateLimitExecutorFactory().getConfigMetadata());
    }

    @Test
    void theOptionOfTheSignatures() {
        assertOptions("--spi-signature--", NativeSignatureFactory.options());
    }

    @Test
    void theOptionOfTheClientPolicies() {
        assertOptions("--spi-client-policy-manager--default--", new SkippingPolicyManagerFactory().getConfigMetadata());
    }

    @Test
    void theOptionOfTheStoredSessions() {
        assertOptions(
                "--spi-user-session-persister--jpa--",
                new StoredSessionsFactory()
                        .getConfigMetadata().stream()
                                .filter(option -> option.getName().equals("skip-transient"))
                                .toList());
    }

    @Test
    void theSettingsOfTheRateLimit() {
        assertThat(new TokenRateLimitExecutorFactory().getConfigProperties())
                .isNotEmpty()
                .allSatisfy(property -> assertThat(doc)
                        .contains("| " + property.getLabel() + " (`" + property.getName() + "`) | "
                                + (property.getDefaultValue().equals("") ? "none" : property.getDefaultValue()) + " | "
                                + property.getHelpText() + " |"));
    }

    @Test
    void theSettingOfTheLegacyApis() {
        LegacyApiExecutorFactory factory = new LegacyApiExecutorFactory();
        assertThat(doc).contains("executor `" + factory.getId() + "`: " + factory.getHelpText());
        assertThat(factory.getConfigProperties()).isNotEmpty().allSatisfy(property -> assertThat(doc)
                .contains("| " + property.getLabel() + " (`" + property.getName() + "`) | none | "
                        + property.getHelpText() + " |"));
    }

    @Test
    void theSettingsOfNewClients() {
        ClientDefaultsExecutorFactory factory = new ClientDefaultsExecutorFactory();
        assertThat(doc).contains("executor `" + factory.getId() + "`: " + factory.getHelpText());
        assertThat(factory.getConfigProperties()).isNotEmpty().allSatisfy(property -> assertThat(doc)
                .contains("| " + property.getLabel() + " (`" + property.getName() + "`) | "
                        + (property.getDefaultValue().equals(true) ? "on" : "off") + " | " + property.getHelpText()
                        + " |"));
    }

    @Test
    void theSettingsOfTheEmailStep() {
        assertThat(new EmailAuthenticatorFactory().getConfigProperties())
                .isNotEmpty()
                .allSatisfy(property -> {
                    String row = "| " + property.getLabel() + " (`" + property.getName() + "`) | "
                            + (property.getDefaultValue().equals(true) ? "on" : "off") + " | ";
                    assertThat(doc).contains(row + firstSentence(property));
                });
    }

    private void assertOptions(String prefix, List<ProviderConfigProperty> options) {
        assertThat(options).isNotEmpty().allSatisfy(option -> assertThat(doc)
                .contains("| `" + prefix + option.getName() + "` | `" + option.getDefaultValue() + "` | "
                        + option.getHelpText() + " |"));
    }

    private static String firstSentence(ProviderConfigProperty property) {
        String text = property.getHelpText();
        return text.substring(0, text.indexOf('.')).replaceAll("'(\\w+)'", "`$1`");
    }
}
