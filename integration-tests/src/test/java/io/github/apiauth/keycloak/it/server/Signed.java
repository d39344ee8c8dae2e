package io.github.apiauth.keycloak.it.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients sign: assertions (RFC 7523 §3) and DPoP proofs (RFC 9449 §4.2), as Nimbus makes them. */
public final class Signed {

    /** The {@code client_assertion_type}. */
    public static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final int SECONDS = 60;

    private Signed() {}

    /** A new key. */
    public static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID("test")
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An assertion of a client that has registered the key. */
    public static String assertion(String client, ECKey key, String... audience) {
        try {
            return assertion(
                    client,
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    new ECDSASigner(key),
                    audience);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An assertion of a client with this secret. */
    public static String assertion(String client, String secret, String... audience) {
        try {
            return assertion(client, new JWSHeader(JWSAlgorithm.HS256), new MACSigner(secret), audience);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String assertion(String client, JWSHeader header, JWSSigner signer, String... audience)
            throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                header,
                new JWTClaimsSet.Builder()
                        .issuer(client)
                        .subject(client)
                        .audience(List.of(audience))
                        .jwtID(UUID.randomUUID().toString())
                        .expirationTime(Date.from(Instant.now().plusSeconds(SECONDS)))
                        .build());
        jwt.sign(signer);
        return jwt.serialize();
    }

    /** A proof for a request with this method to this address; of a token, if one is sent. */
    public static String proof(ECKey key, String method, String address, @Nullable String accessToken) {
        try {
            DefaultDPoPProofFactory proofs = new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256);
            URI uri = URI.create(address);
            return (accessToken == null
                            ? proofs.createDPoPJWT(method, uri)
                            : proofs.createDPoPJWT(method, uri, new DPoPAccessToken(accessToken)))
                    .serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
