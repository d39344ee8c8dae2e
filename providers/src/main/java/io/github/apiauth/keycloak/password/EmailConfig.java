package io.github.apiauth.keycloak.password;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AuthenticatorConfigModel;

/**
 * The settings of one use of the step.
 *
 * @param acceptUsername whether {@code username} stands in for a missing {@code email}
 * @param requireVerifiedEmail whether the user's e-mail must be verified
 */
record EmailConfig(boolean acceptUsername, boolean requireVerifiedEmail) {

    /** The settings in the model; a step that was never configured has none. */
    static EmailConfig of(@Nullable AuthenticatorConfigModel model) {
        Map<String, String> config = model == null || model.getConfig() == null ? Map.of() : model.getConfig();
        return new EmailConfig(
                Boolean.parseBoolean(config.getOrDefault(EmailConfigProperties.ACCEPT_USERNAME, "true")),
                Boolean.parseBoolean(config.get(EmailConfigProperties.REQUIRE_VERIFIED_EMAIL)));
    }
}
