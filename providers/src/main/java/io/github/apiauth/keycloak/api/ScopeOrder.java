package io.github.apiauth.keycloak.api;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;

/**
 * Names the granted scopes in the order in which they were asked for, in the access token and in the answer.
 *
 * <p>Keycloak collects them in a hash set ({@code DefaultClientSessionContext}, 26.7.0), so that {@code "read write"} comes
 * back as {@code "write read"} on every other server. RFC 6749 §3.3 gives the order no meaning, but clients of the legacy
 * API compare the string. Requests outside the API lane keep Keycloak's order.
 */
final class ScopeOrder implements TokenPostProcessor {

    private static final String ATTRIBUTE = ScopeOrder.class.getName();

    private final KeycloakSession session;

    ScopeOrder(KeycloakSession session) {
        this.session = session;
    }

    /** The scope of the token that the session's request was given, if it was given one. */
    static @Nullable String of(KeycloakSession session) {
        return session.getAttribute(ATTRIBUTE, String.class);
    }

    @Override
    public void process(TokenPostProcessorContext context) {
        if (LaneRequest.of(session) != null && context.accessToken() != null) {
            String asked = context.clientSessionCtx().getClientSession().getNote(OAuth2Constants.SCOPE);
            String scope = inOrderOf(asked, context.accessToken().getScope());
            context.accessToken().setScope(scope);
            session.setAttribute(ATTRIBUTE, scope);
        }
    }

    /** The granted scopes, first those that were asked for, in that order. */
    static String inOrderOf(@Nullable String asked, @Nullable String granted) {
        Set<String> given = split(granted);
        Set<String> ordered = split(asked);
        ordered.retainAll(given);
        ordered.addAll(given);
        return String.join(" ", ordered);
    }

    private static Set<String> split(@Nullable String scope) {
        Set<String> scopes = new LinkedHashSet<>();
        if (scope != null && !scope.isBlank()) {
            scopes.addAll(Arrays.asList(scope.trim().split("\\s+")));
        }
        return scopes;
    }
}
