package io.github.apiauth.keycloak.plugins;

import io.github.apiauth.keycloak.legacyapi.Plugin;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.util.ResolveRelative;

/**
 * The plugins of the API. In Keycloak a plugin is a client, because it is a resource server; its client id is {@code plugin:} and the
 * name, its <em>Enabled</em> switch is the activation, its name and description are the plugin's, and its base URL is where the
 * plugin's own endpoints are (docs/decisions/0006).
 */
final class Plugins {

    private static final String PREFIX = "plugin:";

    private Plugins() {}

    /** All plugins of the realm, by name. */
    static Stream<Plugin> of(KeycloakSession session, RealmModel realm) {
        return session.clients()
                .searchClientsByClientIdStream(realm, PREFIX, null, null)
                .filter(client -> client.getClientId().startsWith(PREFIX))
                .map(client -> plugin(session, client))
                .sorted(Comparator.comparing(Plugin::name));
    }

    private static Plugin plugin(KeycloakSession session, ClientModel client) {
        return new Plugin(
                client.getClientId().substring(PREFIX.length()),
                client.isEnabled(),
                textOrNull(client.getName()),
                textOrNull(client.getDescription()),
                textOrNull(ResolveRelative.resolveRelativeUri(session, client.getRootUrl(), client.getBaseUrl())));
    }

    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
