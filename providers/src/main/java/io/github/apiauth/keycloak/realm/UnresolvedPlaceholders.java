package io.github.apiauth.keycloak.realm;

import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Placeholders of an import stand where a value should. */
final class UnresolvedPlaceholders implements Trap {

    @Override
    public Stream<String> in(KeycloakSession session, RealmModel realm) {
        return Trap.ofClients(
                realm,
                UnresolvedPlaceholders::hasPlaceholder,
                "a placeholder of the import was not resolved in their secret or web origins. Set it right under Clients,"
                        + " or set the environment variable and import the realm anew");
    }

    /** Keycloak (26.7.0) itself refuses to import one in a redirect URI. */
    private static boolean hasPlaceholder(ClientModel client) {
        return Stream.concat(Stream.ofNullable(client.getSecret()), client.getWebOrigins().stream())
                .anyMatch(Placeholders::isIn);
    }
}
