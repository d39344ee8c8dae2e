package io.github.apiauth.keycloak.password;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.browser.AbstractUsernameFormAuthenticator;
import org.keycloak.authentication.authenticators.directgrant.ValidateUsername;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Finds the user of a password grant (RFC 6749 §4.3) by the parameter {@code email}. The first step of a direct grant
 * flow, in the place of Keycloak's {@link ValidateUsername} (26.7.0), all of whose guards it keeps; Keycloak's own
 * {@code ValidatePassword} follows.
 *
 * <ul>
 *   <li>{@code email} is looked up as an e-mail only, never as a username.
 *   <li>{@code username} alone is handed to {@link ValidateUsername}, if the configuration accepts it.
 *   <li>Neither, no {@code password}, or both with different values: 400 {@code invalid_request}.
 *   <li>Unknown, shared by two users, a service account, locked, disabled, or not verified where that is required: 400
 *       {@code invalid_grant} "Invalid user credentials", the answer that {@code ValidatePassword} gives to a wrong
 *       password, at the same cost of one password hash.
 * </ul>
 */
final class EmailAuthenticator implements Authenticator {

    static final String EMAIL = "email";

    private final ValidateUsername validateUsername = new ValidateUsername();

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        MultivaluedMap<String, String> parameters = context.getHttpRequest().getDecodedFormParameters();
        EmailConfig config = EmailConfig.of(context.getAuthenticatorConfig());
        String email = value(parameters, EMAIL);
        String username = value(parameters, AuthenticationManager.FORM_USERNAME);

        if (email == null && (username == null || !config.acceptUsername())) {
            invalidRequest(context, "Missing parameter: email");
        } else if (email != null && username != null && !email.equalsIgnoreCase(username)) {
            invalidRequest(context, "Parameters email and username differ: send one of them");
        } else if (value(parameters, CredentialRepresentation.PASSWORD) == null) {
            // Keycloak would hash for an unknown user and not for a known one, which tells them apart.
            invalidRequest(context, "Missing parameter: password");
        } else if (email == null) {
            validateUsername.authenticate(context);
        } else {
            authenticate(context, email, config);
        }
    }

    private static void authenticate(AuthenticationFlowContext context, String email, EmailConfig config) {
        context.getEvent().detail(Details.USERNAME, Emails.masked(email));
        context.getAuthenticationSession().setAuthNote(AbstractUsernameFormAuthenticator.ATTEMPTED_USERNAME, email);

        UserModel user = find(context, email);
        if (user == null) {
            refuse(context, Errors.USER_NOT_FOUND, null);
            return;
        }
        // Keycloak puts this note into the login event and the session; the user's name says the same without the
        // e-mail.
        context.getAuthenticationSession()
                .setAuthNote(AbstractUsernameFormAuthenticator.ATTEMPTED_USERNAME, user.getUsername());

        if (user.getServiceAccountClientLink() != null) {
            refuse(context, Errors.INVALID_USER, "User is a service account");
            return;
        }
        context.getEvent().user(user);
        String locked = AuthenticatorUtils.getDisabledByBruteForceEventError(context, user);
        if (locked != null) {
            refuseWithoutCounting(context, locked, null);
        } else if (!user.isEnabled()) {
            refuseWithoutCounting(context, Errors.USER_DISABLED, null);
        } else if (config.requireVerifiedEmail() && !user.isEmailVerified()) {
            refuseWithoutCounting(context, Errors.INVALID_USER, "E-mail is not verified");
        } else {
            if (!user.credentialManager().isConfiguredFor(PasswordCredentialModel.TYPE)) {
                // ValidatePassword refuses such a user without a hash, which would tell that the e-mail is known.
                AuthenticatorUtils.dummyHash(context);
            }
            context.setUser(user);
            context.success();
        }
    }

    private static @Nullable UserModel find(AuthenticationFlowContext context, String email) {
        KeycloakSession session = context.getSession();
        RealmModel realm = context.getRealm();
        try {
            UserModel user = session.users().getUserByEmail(realm, email);
            return user != null && realm.isDuplicateEmailsAllowed() && isShared(session, realm, email) ? null : user;
        } catch (ModelDuplicateException shared) {
            return null;
        }
    }

    /** A cached user hides a second one with the same e-mail, so the search goes past the cache. */
    private static boolean isShared(KeycloakSession session, RealmModel realm, String email) {
        List<UserModel> users = session.users()
                .searchForUserStream(realm, Map.of(UserModel.EMAIL, email, UserModel.EXACT, "true"), 0, 2)
                .toList();
        return users.size() > 1;
    }

    private static void invalidRequest(AuthenticationFlowContext context, String description) {
        context.getEvent().detail(Details.REASON, description);
        context.getEvent().error(Errors.INVALID_REQUEST);
        context.forceChallenge(error(OAuthErrorException.INVALID_REQUEST, description));
    }

    /** The brute-force protector counts this as a failed login. */
    private static void refuse(AuthenticationFlowContext context, String event, @Nullable String reason) {
        context.failure(AuthenticationFlowError.INVALID_USER, refusal(context, event, reason));
    }

    /** As {@link ValidateUsername} does for users who are locked already. */
    private static void refuseWithoutCounting(
            AuthenticationFlowContext context, String event, @Nullable String reason) {
        context.forceChallenge(refusal(context, event, reason));
    }

    private static Response refusal(AuthenticationFlowContext context, String event, @Nullable String reason) {
        AuthenticatorUtils.dummyHash(context);
        if (reason != null) {
            context.getEvent().detail(Details.REASON, reason);
        }
        context.getEvent().error(event);
        return error(OAuthErrorException.INVALID_GRANT, "Invalid user credentials");
    }

    private static Response error(String code, String description) {
        return Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OAuth2ErrorRepresentation(code, description))
                .build();
    }

    private static @Nullable String value(MultivaluedMap<String, String> parameters, String name) {
        String value = parameters.getFirst(name);
        return value == null || value.isBlank() ? null : value;
    }

    @Override
    public boolean requiresUser() {
        return false;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

    @Override
    public void action(AuthenticationFlowContext context) {}

    @Override
    public void close() {}
}
