package io.github.apiauth.keycloak.password;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.browser.AbstractUsernameFormAuthenticator;
import org.keycloak.authentication.authenticators.directgrant.ValidateUsername;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
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
 *   <li>{@code username} alone is looked up as {@link ValidateUsername} does, if the configuration accepts it.
 *   <li>Neither, no {@code password}, or both with different values: 400 {@code invalid_request}.
 *   <li>Unknown, shared by two users, a service account, locked, disabled, or not verified where that is required: 400
 *       {@code invalid_grant} "Invalid user credentials", the answer that {@code ValidatePassword} gives to a wrong
 *       password.
 * </ul>
 *
 * <p>Whichever way it ends, the grant costs one password hash, and events and the session show the user's name, without
 * the local part where it is an address.
 */
final class EmailAuthenticator implements Authenticator {

    static final String EMAIL = "email";

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        MultivaluedMap<String, String> parameters = context.getHttpRequest().getDecodedFormParameters();
        EmailConfig config = EmailConfig.of(context.getAuthenticatorConfig());
        String email = value(parameters, EMAIL);
        String username = value(parameters, AuthenticationManager.FORM_USERNAME);

        String name = email == null && config.acceptUsername() ? username : email;

        if (name == null) {
            invalidRequest(context, "Missing parameter: email");
        } else if (username != null && !username.equalsIgnoreCase(name)) {
            invalidRequest(context, "Parameters email and username differ: send one of them");
        } else if (value(parameters, CredentialRepresentation.PASSWORD) == null) {
            // Keycloak would hash for an unknown user and not for a known one, which tells them apart.
            invalidRequest(context, "Missing parameter: password");
        } else {
            context.getEvent().detail(Details.USERNAME, Names.shown(name));
            UserModel user =
                    email == null ? Accounts.findByUsername(context, name) : Accounts.findByEmail(context, email);
            authenticate(context, user, config);
        }
    }

    private static void authenticate(AuthenticationFlowContext context, @Nullable UserModel user, EmailConfig config) {
        if (user == null) {
            refuse(context, Errors.USER_NOT_FOUND, null);
            return;
        }
        if (user.getServiceAccountClientLink() != null) {
            refuse(context, Errors.INVALID_USER, "User is a service account");
            return;
        }
        context.getEvent().user(user);
        String locked = AuthenticatorUtils.getDisabledByBruteForceEventError(context, user);
        if (locked != null) {
            refuse(context, locked, null);
        } else if (!user.isEnabled()) {
            refuse(context, Errors.USER_DISABLED, null);
        } else if (config.requireVerifiedEmail() && !user.isEmailVerified()) {
            refuse(context, Errors.INVALID_USER, "E-mail is not verified");
        } else {
            if (!Accounts.costsHash(context, user)) {
                AuthenticatorUtils.dummyHash(context);
            }
            // Keycloak puts this note, or else the user's name, into the login event and the session.
            context.getAuthenticationSession()
                    .setAuthNote(AbstractUsernameFormAuthenticator.ATTEMPTED_USERNAME, Names.shown(user.getUsername()));
            context.setUser(user);
            context.success();
        }
    }

    private static void invalidRequest(AuthenticationFlowContext context, String description) {
        context.getEvent().detail(Details.REASON, description);
        context.getEvent().error(Errors.INVALID_REQUEST);
        context.forceChallenge(error(OAuthErrorException.INVALID_REQUEST, description));
    }

    /** Not counted by the brute-force protector: the user is unknown, or is let in by no password. */
    private static void refuse(AuthenticationFlowContext context, String event, @Nullable String reason) {
        AuthenticatorUtils.dummyHash(context);
        if (reason != null) {
            context.getEvent().detail(Details.REASON, reason);
        }
        context.getEvent().error(event);
        context.forceChallenge(error(OAuthErrorException.INVALID_GRANT, "Invalid user credentials"));
    }

    private static Response error(String code, String description) {
        return Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OAuth2ErrorRepresentation(code, description))
                .build();
    }

    /** A parameter without a value is left out (RFC 6749 §3.2); blanks are a value, of a password too. */
    private static @Nullable String value(MultivaluedMap<String, String> parameters, String name) {
        String value = parameters.getFirst(name);
        return value == null || value.isEmpty() ? null : value;
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
