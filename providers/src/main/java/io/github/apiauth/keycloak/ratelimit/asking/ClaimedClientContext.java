package io.github.apiauth.keycloak.ratelimit.asking;

import jakarta.ws.rs.core.MultivaluedHashMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.context.PreTokenRequestContext;
import org.keycloak.services.clientpolicy.context.ScopeParameterContext;

/**
 * A request as the conditions of client policies see it before the client is authenticated. {@link PreTokenRequestContext}
 * (26.7.0) is Keycloak's own for that, but finds the client by the authorization code alone.
 */
final class ClaimedClientContext extends PreTokenRequestContext implements ScopeParameterContext {

    private final @Nullable ClientModel client;
    private final @Nullable String scope;

    ClaimedClientContext(KeycloakSession session, @Nullable ClientModel client, @Nullable String scope) {
        super(session, new MultivaluedHashMap<>());
        this.client = client;
        this.scope = scope;
    }

    @Override
    public @Nullable ClientModel getClient() {
        return client;
    }

    @Override
    public @Nullable String getScopeParameter() {
        return scope;
    }
}
