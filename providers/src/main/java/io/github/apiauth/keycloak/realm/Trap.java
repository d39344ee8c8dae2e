package io.github.apiauth.keycloak.realm;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** Something in a realm that makes the legacy API's clients fail, or puts them in danger. */
interface Trap {

    /** All that there are, the worst first. */
    List<Trap> ALL = List.of(
            new UnknownContracts(),
            new MissingScopes(),
            new MissingEmailStep(),
            new UnfinishedAccounts(),
            new ClearText(),
            new ShortRefreshTokens(),
            new UnresolvedPlaceholders());

    /** Clients in one line of the log. */
    int MAX_NAMED = 20;

    /** What is wrong in the realm, which is the session's, in sentences without a full stop that say what to do. */
    Stream<String> in(KeycloakSession session, RealmModel realm);

    /** One sentence about the realm's clients of which this is true, if there are any. */
    static Stream<String> ofClients(RealmModel realm, Predicate<ClientModel> caught, String trap) {
        List<String> clients = realm.getClientsStream()
                .filter(client -> OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()))
                .filter(client -> !client.isBearerOnly())
                .filter(caught)
                .map(ClientModel::getClientId)
                .sorted()
                .toList();
        int more = clients.size() - MAX_NAMED;
        return clients.isEmpty()
                ? Stream.empty()
                : Stream.of("clients " + clients.stream().limit(MAX_NAMED).toList()
                        + (more > 0 ? " and " + more + " more" : "") + ": " + trap);
    }
}
