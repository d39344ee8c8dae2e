package io.github.apiauth.keycloak.realm;

import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmModel.RealmPostCreateEvent;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;

/**
 * Gives a client a random secret where the import left a placeholder.
 *
 * <p>Keycloak's import (26.7.0) keeps <code>${NAME}</code> as it stands when the environment has no such variable, so that the
 * text of a public file would be the client's secret; and an empty variable gives an empty secret, which Keycloak accepts.
 * Runs whenever a realm is created, before the transaction ends. References to Keycloak's vault
 * (<code>${vault.…}</code>) are left alone: Keycloak resolves them at each use.
 */
public final class UnresolvedSecretGuard implements ProviderFactory<UnresolvedSecretGuard>, Provider {

    private static final Logger LOG = Logger.getLogger(UnresolvedSecretGuard.class);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(?!vault\\.)[^}]*}");

    @Override
    public String getId() {
        return "unresolved-secret";
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof RealmPostCreateEvent created) {
                replaceUnresolved(created.getCreatedRealm());
            }
        });
    }

    private static void replaceUnresolved(RealmModel realm) {
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
                && (secret.isBlank() || PLACEHOLDER.matcher(secret).find());
    }

    @Override
    public UnresolvedSecretGuard create(KeycloakSession session) {
        return this;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void close() {}
}
