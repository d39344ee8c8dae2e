package io.github.apiauth.keycloak.credentials;

import io.github.apiauth.keycloak.lane.LaneRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.ClientAuthenticationFlowContext;
import org.keycloak.authentication.authenticators.client.ClientAssertionState;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.representations.JsonWebToken;

/**
 * The assertion by which a client authenticates on the lane (RFC 7523 §2.2). Its audience may be the address that the client called;
 * Keycloak ({@code JWTClientValidator}, 26.7.0) knows its own only.
 */
final class LaneAssertion {

    private LaneAssertion() {}

    /**
     * Makes an assertion for the called address one for Keycloak's token endpoint, before Keycloak looks at its claims. The signature
     * is verified over the text that was sent.
     */
    static void translateAudience(ClientAuthenticationFlowContext context) {
        if (LaneRequest.of(context.getSession()) == null) {
            return;
        }
        JsonWebToken claims = claims(context);
        if (claims == null || claims.getAudience() == null) {
            return;
        }
        Set<String> called = LaneAddress.called(context.getSession()).collect(Collectors.toSet());
        String own = OIDCLoginProtocolService.tokenUrl(context.getUriInfo().getBaseUriBuilder())
                .build(context.getRealm().getName())
                .toString();
        claims.audience(Arrays.stream(claims.getAudience())
                .map(audience -> called.contains(LaneAddress.withoutSlashes(String.valueOf(audience))) ? own : audience)
                .toArray(String[]::new));
    }

    private static @Nullable JsonWebToken claims(ClientAuthenticationFlowContext context) {
        try {
            return context.getState(ClientAssertionState.class, ClientAssertionState.supplier())
                    .getToken();
        } catch (Exception unreadable) { // so declared by Keycloak, which is about to refuse it
            return null;
        }
    }
}
