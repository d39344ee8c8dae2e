package io.github.apiauth.keycloak.realm;

import io.github.apiauth.keycloak.password.EmailAuthenticatorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.keycloak.common.enums.SslRequired;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.SessionExpirationUtils;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** What in a realm makes the legacy API's clients fail, or puts them in danger, in sentences that say what to do. */
final class RealmTraps {

    private static final List<String> SCOPES = List.of("read", "write", "admin");

    /** Clients in one line of the log. */
    private static final int MAX_NAMED = 20;

    private RealmTraps() {}

    /** Of the realm that is the session's. */
    static List<String> of(KeycloakSession session, RealmModel realm) {
        List<String> traps = new ArrayList<>();
        List<String> missing = missingScopes(realm);
        if (!missing.isEmpty()) {
            traps.add("requests for the scopes " + missing + " are refused, because there are no client scopes of that"
                    + " name. Create them under Client scopes and add them to the clients");
        }
        AuthenticationFlowModel flow = realm.getDirectGrantFlow();
        if (flow == null || !hasEmailStep(realm, flow)) {
            traps.add("e-mail and password are refused, because the direct grant flow has no step E-mail Validation."
                    + " Under Authentication bind a flow with that step as direct grant flow");
        }
        traps.addAll(AccountTraps.of(session, realm));
        if (realm.getSslRequired() == SslRequired.NONE) {
            traps.add(
                    "secrets, passwords and tokens may travel in clear. Under Realm settings, General, set Require SSL"
                            + " to External requests");
        }
        addIfAny(
                traps,
                clients(realm, RealmTraps::cannotRefresh),
                "their refresh tokens do not outlive their access tokens. Under Realm settings, Sessions, raise SSO Session"
                        + " Idle, or lower the clients' Access Token Lifespan");
        addIfAny(
                traps,
                clients(realm, RealmTraps::hasPlaceholder),
                "a placeholder of the import was not resolved in their secret or web origins. Set it right under Clients,"
                        + " or set the environment variable and import the realm anew");
        return traps.stream()
                .map(trap -> "Realm '" + realm.getName() + "': " + trap + ".")
                .toList();
    }

    private static void addIfAny(List<String> traps, List<String> clients, String trap) {
        if (!clients.isEmpty()) {
            int more = clients.size() - MAX_NAMED;
            traps.add("clients " + clients.stream().limit(MAX_NAMED).toList()
                    + (more > 0 ? " and " + more + " more" : "") + ": " + trap);
        }
    }

    private static List<String> clients(RealmModel realm, Predicate<ClientModel> matching) {
        return realm.getClientsStream()
                .filter(client -> OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()))
                .filter(client -> !client.isBearerOnly())
                .filter(matching)
                .map(ClientModel::getClientId)
                .sorted()
                .toList();
    }

    private static List<String> missingScopes(RealmModel realm) {
        Set<String> present =
                realm.getClientScopesStream().map(ClientScopeModel::getName).collect(Collectors.toSet());
        return SCOPES.stream().filter(scope -> !present.contains(scope)).toList();
    }

    private static boolean hasEmailStep(RealmModel realm, AuthenticationFlowModel flow) {
        List<AuthenticationExecutionModel> executions = new ArrayList<>();
        KeycloakModelUtils.deepFindAuthenticationExecutions(realm, flow, executions);
        return executions.stream()
                .anyMatch(execution -> execution.isEnabled()
                        && EmailAuthenticatorFactory.PROVIDER_ID.equals(execution.getAuthenticator()));
    }

    private static boolean cannotRefresh(ClientModel client) {
        return getsRefreshTokens(client) && refreshTokenLifespan(client) <= accessTokenLifespan(client);
    }

    private static boolean getsRefreshTokens(ClientModel client) {
        OIDCAdvancedConfigWrapper config = OIDCAdvancedConfigWrapper.fromClientModel(client);
        boolean forUsers = client.isStandardFlowEnabled() || client.isDirectAccessGrantsEnabled();
        return (forUsers && config.isUseRefreshToken())
                || (client.isServiceAccountsEnabled() && config.isUseRefreshTokenForClientCredentialsGrant());
    }

    /** In seconds, of a session that is not an offline one. */
    private static long refreshTokenLifespan(ClientModel client) {
        RealmModel realm = client.getRealm();
        long milliseconds = LongStream.of(
                        SessionExpirationUtils.calculateClientSessionIdleTimestamp(false, false, 0, realm, client),
                        SessionExpirationUtils.calculateClientSessionMaxLifespanTimestamp(
                                false, false, 0, 0, realm, client),
                        SessionExpirationUtils.calculateUserSessionIdleTimestamp(false, false, 0, realm))
                .min()
                .orElseThrow();
        return TimeUnit.MILLISECONDS.toSeconds(milliseconds);
    }

    /** In seconds, as {@code TokenManager.getTokenExpiration} (26.7.0) has it; -1 there means as long as the session. */
    private static long accessTokenLifespan(ClientModel client) {
        String own = client.getAttribute(OIDCConfigAttributes.ACCESS_TOKEN_LIFESPAN);
        long seconds =
                own == null || own.isBlank() ? client.getRealm().getAccessTokenLifespan() : Long.parseLong(own.trim());
        return seconds == -1 ? Long.MAX_VALUE : seconds;
    }

    /** Keycloak (26.7.0) itself refuses to import one in a redirect URI. */
    private static boolean hasPlaceholder(ClientModel client) {
        return Stream.concat(Stream.ofNullable(client.getSecret()), client.getWebOrigins().stream())
                .anyMatch(Placeholders::isIn);
    }
}
