package io.github.apiauth.keycloak.password;

import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** What an administrator sets for the step in the admin console. */
final class EmailConfigProperties {

    static final String ACCEPT_USERNAME = "acceptUsername";
    static final String REQUIRE_VERIFIED_EMAIL = "requireVerifiedEmail";

    static final List<ProviderConfigProperty> PROPERTIES = ProviderConfigurationBuilder.create()
            .property()
            .name(ACCEPT_USERNAME)
            .label("Accept username")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue(true)
            .helpText(
                    "Also accept the parameter 'username' where 'email' is missing, with the meaning that Keycloak's own"
                            + " Username Validation gives it. Switch it off to accept nothing but 'email'.")
            .add()
            .property()
            .name(REQUIRE_VERIFIED_EMAIL)
            .label("Require verified e-mail")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue(false)
            .helpText("Refuse users whose e-mail is not verified, with the same answer as for a wrong password.")
            .add()
            .build();

    private EmailConfigProperties() {}
}
