package io.github.apiauth.keycloak.realm;

import io.github.apiauth.keycloak.lane.Lanes;
import io.github.apiauth.keycloak.lane.RealmChoice;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Scopes that the realm's contracts ask for by default do not exist. */
final class MissingScopes implements Trap {

    @Override
    public Stream<String> in(KeycloakSession session, RealmModel realm) {
        Set<String> present =
                realm.getClientScopesStream().map(ClientScopeModel::getName).collect(Collectors.toSet());
        Set<String> chosen = RealmChoice.of(session).contracts();
        List<String> missing = Lanes.contracts(session.getKeycloakSessionFactory())
                .filter(contract -> chosen.contains(contract.id()))
                .flatMap(contract -> contract.requests().defaultScopes().values().stream())
                .flatMap(scope -> scope.scopes().stream())
                .distinct()
                .filter(scope -> !present.contains(scope))
                .sorted()
                .toList();
        return missing.isEmpty()
                ? Stream.empty()
                : Stream.of("requests for the scopes " + missing + " are refused, because there are no client scopes of"
                        + " that name. Create them under Client scopes and add them to the clients");
    }
}
