package io.github.apiauth.keycloak.credentials;

import io.github.apiauth.keycloak.request.AddressedRequest;
import io.github.apiauth.keycloak.request.InvalidRequestException;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.common.Profile;
import org.keycloak.common.VerificationException;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.representations.dpop.DPoP;
import org.keycloak.services.util.DPoPUtil;

/**
 * The DPoP proof of a request on the lane (RFC 9449), which Keycloak verifies. It may name the address that the client called, or
 * that of Keycloak's own token endpoint.
 */
public final class DpopProof {

    /** Which no proof is for (RFC 2606 §2). */
    private static final String NOWHERE = "https://nowhere.invalid/";

    private DpopProof() {}

    /**
     * Makes the session's request have the address that its proof names, if the client may have called that.
     *
     * @param tokenRequest whether Keycloak's own counterpart is its token endpoint
     */
    public static void address(KeycloakSession session, boolean tokenRequest) {
        String proof = sent(session);
        String named = proof == null ? null : httpUri(proof);
        if (named == null) {
            return;
        }
        String target = named.replaceFirst("[?#].*", ""); // RFC 9449 §4.3: "ignoring any query and fragment parts"
        Stream<String> addresses = Stream.concat(LaneAddress.called(session), LaneAddress.requested(session));
        if (tokenRequest) {
            addresses = Stream.concat(addresses, Stream.of(ownTokenEndpoint(session)));
        }
        if (addresses.anyMatch(LaneAddress.withoutSlashes(target)::equals)) {
            try {
                AddressedRequest.set(session, new URI(target));
            } catch (URISyntaxException impossible) {
                throw new IllegalStateException(impossible); // it is one of ours
            }
        }
    }

    /**
     * Refuses a proof that Keycloak cannot read: at some that no client library makes, such as with half a key, it (26.7.0) throws what
     * it has not foreseen. So it is asked beforehand, with an address that the proof cannot be for: the check of the address comes
     * before the proof counts as used.
     *
     * @throws WebApplicationException 400
     */
    public static void requireReadable(KeycloakSession session) {
        if (sent(session) == null) {
            return;
        }
        try {
            new DPoPUtil.Validator(session)
                    .request(session.getContext().getHttpRequest())
                    .uri(NOWHERE)
                    .validate();
        } catch (VerificationException refused) {
            // Keycloak is going to say why.
        } catch (URISyntaxException | RuntimeException unreadable) {
            throw InvalidRequestException.because("The DPoP proof cannot be read")
                    .answer();
        }
    }

    private static @Nullable String sent(KeycloakSession session) {
        return Profile.isFeatureEnabled(Profile.Feature.DPOP)
                ? session.getContext()
                        .getHttpRequest()
                        .getHttpHeaders()
                        .getHeaderString(OAuth2Constants.DPOP_HTTP_HEADER)
                : null;
    }

    private static @Nullable String httpUri(String proof) {
        try {
            DPoP claims = new JWSInput(proof).readJsonContent(DPoP.class);
            return claims == null ? null : claims.getHttpUri();
        } catch (JWSInputException unreadable) {
            return null;
        }
    }

    private static String ownTokenEndpoint(KeycloakSession session) {
        return OIDCLoginProtocolService.tokenUrl(session.getContext().getUri().getBaseUriBuilder())
                .build(session.getContext().getRealm().getName())
                .toString();
    }
}
