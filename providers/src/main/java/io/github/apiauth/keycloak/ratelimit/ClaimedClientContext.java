package io.github.apiauth.keycloak.ratelimit;

import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.context.PreTokenRequestContext;
import org.keycloak.services.clientpolicy.context.ScopeParameterContext;

/**
 * A token request as client policies see it before the client is authenticated. {@link PreTokenRequestContext} (26.7.0) is
 * Keycloak's own for that, but finds the client by the authorization code alone.
 */
final class ClaimedClientContext extends PreTokenRequestContext implements ScopeParameterContext {

    private final @Nullable ClientModel client;
    private final @Nullable String scope;
    private final Set<Limits> limits = new LinkedHashSet<>();

    ClaimedClientContext(KeycloakSession session, @Nullable ClientModel client, @Nullable String scope) {
        super(session, new MultivaluedHashMap<>());
        this.client = client;
        this.scope = scope;
    }

    /** Called by the executor of each policy whose conditions hold. */
    void add(Limits more) {
        limits.add(more);
    }

    /** What the policies have set. */
    Set<Limits> limits() {
        return limits;
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
