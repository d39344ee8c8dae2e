package io.github.apiauth.keycloak.realm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributeRequired;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;

/**
 * What in a realm makes Keycloak say "Account is not fully set up" to a right password: it waits for a page on which the user
 * acts, and a direct grant has none ({@code ResourceOwnerPasswordCredentialsGrantType} 26.7.0).
 */
final class UnfinishedAccounts implements Trap {

    @Override
    public Stream<String> in(KeycloakSession session, RealmModel realm) {
        List<String> traps = new ArrayList<>();
        List<String> required = requiredFields(session);
        if (isEnabled(realm, RequiredAction.VERIFY_PROFILE) && !required.isEmpty()) {
            traps.add(
                    "users without " + required + " get no token for their password, because the user profile requires"
                            + " these fields. Under Realm settings, User profile, switch off Required field");
        }
        List<String> defaultActions = defaultActions(realm);
        if (!defaultActions.isEmpty()) {
            traps.add("new users get no token for their password, because they must first " + defaultActions
                    + ". Under Authentication, Required actions, switch off Set as default action");
        }
        if (isEnabled(realm, RequiredAction.VERIFY_EMAIL) && realm.isVerifyEmail()) {
            traps.add("users whose e-mail is not verified get no token for their password. Under Realm settings, Login,"
                    + " switch off Verify email");
        }
        int days = realm.getPasswordPolicy().getDaysToExpirePassword();
        if (isEnabled(realm, RequiredAction.UPDATE_PASSWORD) && days != -1) {
            traps.add("users get no token for a password that is older than " + days
                    + " days. Under Authentication, Policies, take Expire Password out of the password policy");
        }
        return traps.stream();
    }

    private static boolean isEnabled(RealmModel realm, RequiredAction action) {
        RequiredActionProviderModel provider = realm.getRequiredActionProviderByAlias(action.name());
        return provider != null && provider.isEnabled();
    }

    /** Every user has a username. */
    private static List<String> requiredFields(KeycloakSession session) {
        return session.getProvider(UserProfileProvider.class).getConfiguration().getAttributes().stream()
                .filter(field -> isRequired(field.getRequired()))
                .map(UPAttribute::getName)
                .filter(name -> !UserModel.USERNAME.equals(name))
                .toList();
    }

    /** As {@code DeclarativeUserProfileProvider} (26.7.0) has it in a login, whatever scopes are asked for. */
    private static boolean isRequired(@Nullable UPAttributeRequired required) {
        return required != null
                && (required.isAlways()
                        || UserProfileContext.UPDATE_PROFILE.isRoleForContext(required.getRoles())
                        || (required.getScopes() != null
                                && !required.getScopes().isEmpty()));
    }

    private static List<String> defaultActions(RealmModel realm) {
        return realm.getRequiredActionProvidersStream()
                .filter(action -> action.isEnabled() && action.isDefaultAction())
                .map(RequiredActionProviderModel::getAlias)
                .toList();
    }
}
