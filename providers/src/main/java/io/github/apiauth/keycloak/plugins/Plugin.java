package io.github.apiauth.keycloak.plugins;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.util.ResolveRelative;

/**
 * A plugin of the API. In Keycloak it is a client, because a plugin is a resource server; its client id is {@code plugin:} and
 * the name, and its <em>Enabled</em> switch is the activation (docs/decisions/0006).
 *
 * @param name the name, in lower case
 * @param activated whether the client is enabled
 * @param title the client's name
 * @param description the client's description
 * @param url the client's base URL: where the plugin's own endpoints are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"name", "is_activated", "title", "description", "url"})
record Plugin(
        String name,
        @JsonProperty("is_activated") boolean activated,
        @Nullable String title,
        @Nullable String description,
        @Nullable String url) {

    private static final String PREFIX = "plugin:";

    /** All plugins of the realm, by name. */
    static Stream<Plugin> all(KeycloakSession session, RealmModel realm) {
        return session.clients()
                .searchClientsByClientIdStream(realm, PREFIX, null, null)
                .filter(client -> client.getClientId().startsWith(PREFIX))
                .map(client -> of(session, client))
                .sorted(Comparator.comparing(Plugin::name));
    }

    private static Plugin of(KeycloakSession session, ClientModel client) {
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
