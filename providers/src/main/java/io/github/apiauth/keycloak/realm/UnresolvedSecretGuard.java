package io.github.apiauth.keycloak.realm;

import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Gives a client a random secret where the import left a placeholder.
 *
 * <p>Otherwise the text of a public file would be the client's secret; and an empty variable gives an empty secret, which
 * Keycloak accepts. Runs whenever a realm is created, before the transaction ends.
 */
public final class UnresolvedSecretGuard extends RealmGuard {

    private static final Logger LOG = Logger.getLogger(UnresolvedSecretGuard.class);

    @Override
    public String getId() {
        return "unresolved-secret";
    }

    @Override
    protected void created(RealmModel realm) {
        realm.getClientsStream().filter(UnresolvedSecretGuard::isUnresolved).forEach(client -> {
            String found = client.getSecret().isBlank() ? "was empty" : "held a placeholder that was not resolved";
            KeycloakModelUtils.generateSecret(client);
            LOG.warnf(
                    "Realm '%s': the secret of client '%s' %s, so it got a random one. Set the environment variable before"
                            + " the first import, or copy the secret from the admin console: Clients, %s, Credentials.",
                    realm.getName(), client.getClientId(), found, client.getClientId());
        });
    }

    private static boolean isUnresolved(ClientModel client) {
        String secret = client.getSecret();
        return !client.isPublicClient()
                && !client.isBearerOnly()
                && secret != null
                && (secret.isBlank() || Placeholders.isIn(secret));
    }
}
