package io.github.apiauth.keycloak.realm;

import io.github.apiauth.keycloak.lane.Lanes;
import io.github.apiauth.keycloak.lane.RealmChoice;
import io.github.apiauth.keycloak.legacyapi.Contract;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The realm has chosen a contract that the server does not have. */
final class UnknownContracts implements Trap {

    @Override
    public Stream<String> in(KeycloakSession session, RealmModel realm) {
        Set<String> known = Lanes.contracts(session.getKeycloakSessionFactory())
                .map(Contract::id)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> unknown = new TreeSet<>(RealmChoice.of(session).contracts());
        unknown.removeAll(known);
        return unknown.isEmpty()
                ? Stream.empty()
                : Stream.of(
                        "the contracts " + unknown + " are chosen, which there are not; these exist: " + known
                                + ". Under Realm settings, Client policies, choose others in the profile, or install the files");
    }
}
