package io.github.apiauth.keycloak.password;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** Offers {@link EmailAuthenticator} in the admin console under Authentication, for direct grant flows. */
public final class EmailAuthenticatorFactory implements AuthenticatorFactory, ListedWithVersion {

    /** Named after Keycloak's {@code direct-grant-validate-username}, whose place it takes. */
    public static final String PROVIDER_ID = "direct-grant-validate-email";

    private static final Requirement[] REQUIREMENT_CHOICES = {Requirement.REQUIRED};
    private static final Authenticator AUTHENTICATOR = new EmailAuthenticator();

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "E-mail Validation";
    }

    @Override
    public String getHelpText() {
        return "Validates the e-mail supplied as an 'email' parameter in a direct grant request. Use it in place of Username"
                + " Validation, before Password.";
    }

    @Override
    public @Nullable String getReferenceCategory() {
        return null;
    }

    @Override
    public boolean isConfigurable() {
        return true;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return EmailConfigProperties.PROPERTIES;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return REQUIREMENT_CHOICES.clone();
    }

    @Override
    public boolean isUserSetupAllowed() {
        return false;
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return AUTHENTICATOR;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
