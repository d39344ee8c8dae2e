package io.github.apiauth.keycloak.plugins;

import io.github.apiauth.keycloak.legacyapi.Plugin;
import java.util.List;

/** The answer to a request for the plugins, before the contract has seen it. */
public record PluginList(List<Plugin> plugins) {

    /** Copies what it is given. */
    public PluginList {
        plugins = List.copyOf(plugins);
    }
}
