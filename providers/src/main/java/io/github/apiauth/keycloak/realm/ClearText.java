package io.github.apiauth.keycloak.realm;

import java.util.stream.Stream;
import org.keycloak.common.enums.SslRequired;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The realm takes requests from anywhere without TLS. */
final class ClearText implements Trap {

    @Override
    public Stream<String> in(KeycloakSession session, RealmModel realm) {
        return realm.getSslRequired() != SslRequired.NONE
                ? Stream.empty()
                : Stream.of(
                        "secrets, passwords and tokens may travel in clear. Under Realm settings, General, set Require SSL"
                                + " to External requests");
    }
}
