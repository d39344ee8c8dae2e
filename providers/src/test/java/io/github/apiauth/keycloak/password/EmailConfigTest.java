package io.github.apiauth.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.models.AuthenticatorConfigModel;

class EmailConfigTest {

    @Test
    void givenNoConfiguration_thenUsernameIsAcceptedAndVerificationNotRequired() {
        assertThat(EmailConfig.of(null)).isEqualTo(new EmailConfig(true, false));
        assertThat(EmailConfig.of(new AuthenticatorConfigModel())).isEqualTo(new EmailConfig(true, false));
    }

    @Test
    void givenConfiguration_thenRead() {
        AuthenticatorConfigModel model = new AuthenticatorConfigModel();
        model.setConfig(Map.of("acceptUsername", "false", "requireVerifiedEmail", "true"));
        assertThat(EmailConfig.of(model)).isEqualTo(new EmailConfig(false, true));
    }
}
