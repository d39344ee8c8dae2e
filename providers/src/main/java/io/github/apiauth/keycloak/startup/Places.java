package io.github.apiauth.keycloak.startup;

import io.github.apiauth.keycloak.answer.BroaderScopeRefusalFactory;
import io.github.apiauth.keycloak.answer.GrantedTokenProcessorFactory;
import io.github.apiauth.keycloak.answer.LaneLoginProtocolFactory;
import io.github.apiauth.keycloak.api.ApiLaneFactory;
import io.github.apiauth.keycloak.clientdefaults.ClientDefaultsExecutorFactory;
import io.github.apiauth.keycloak.credentials.LaneSecretJwtFactory;
import io.github.apiauth.keycloak.credentials.LaneSignedJwtFactory;
import io.github.apiauth.keycloak.lane.LegacyApiExecutorFactory;
import io.github.apiauth.keycloak.legacyusers.LegacyUsersFactory;
import io.github.apiauth.keycloak.oldtoken.OldRefreshTokenGrantFactory;
import io.github.apiauth.keycloak.oldtoken.OldRefreshTokenIntrospectionFactory;
import io.github.apiauth.keycloak.oldtoken.OldTokenIntrospectionFactory;
import io.github.apiauth.keycloak.oldtokenstore.LegacyTokensFactory;
import io.github.apiauth.keycloak.oldtokenstore.OldTokenEntitiesFactory;
import io.github.apiauth.keycloak.password.EmailAuthenticatorFactory;
import io.github.apiauth.keycloak.passwordhash.CryptHashFactory;
import io.github.apiauth.keycloak.passwordhash.DigestHashFactory;
import io.github.apiauth.keycloak.passwordhash.HashAlgorithmPolicyFactory;
import io.github.apiauth.keycloak.policy.SkippingPolicyManagerFactory;
import io.github.apiauth.keycloak.ratelimit.TokenRateLimitExecutorFactory;
import io.github.apiauth.keycloak.refresh.ReusableRefreshTokenExecutorFactory;
import io.github.apiauth.keycloak.refresh.ReusableRefreshTokenProviderFactory;
import io.github.apiauth.keycloak.session.StoredSessionsFactory;
import io.github.apiauth.keycloak.signature.NativeSignatureFactory;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.ClientAuthenticator;
import org.keycloak.authentication.authenticators.client.JWTClientAuthenticator;
import org.keycloak.authentication.authenticators.client.JWTClientSecretAuthenticator;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.session.UserSessionPersisterProvider;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.services.clientpolicy.ClientPolicyManager;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;

/** All places in Keycloak that the pack's factories are to stand in, but those of its own SPIs. */
final class Places {

    /** Without which a realm's rate limit does not hold. */
    static final List<Place> OF_RATE_LIMIT = List.of(
            new Place(
                    LoginProtocol.class,
                    OIDCLoginProtocol.LOGIN_PROTOCOL,
                    LaneLoginProtocolFactory.class,
                    "JSON and the token rate limit on Keycloak's own endpoints, and logins that begin on the API lane"),
            new Place(
                    ClientPolicyExecutorProvider.class,
                    TokenRateLimitExecutorFactory.PROVIDER_ID,
                    TokenRateLimitExecutorFactory.class,
                    "the token rate limit"));

    static final List<Place> ALL = Stream.of(
                    OF_RATE_LIMIT.stream(),
                    Stream.of(
                            new Place(
                                    RealmResourceProvider.class,
                                    ApiLaneFactory.PROVIDER_ID,
                                    ApiLaneFactory.class,
                                    "the API lane, and legacy paths"),
                            new Place(
                                    ClientAuthenticator.class,
                                    JWTClientAuthenticator.PROVIDER_ID,
                                    LaneSignedJwtFactory.class,
                                    "private_key_jwt for the API lane's own address"),
                            new Place(
                                    ClientAuthenticator.class,
                                    JWTClientSecretAuthenticator.PROVIDER_ID,
                                    LaneSecretJwtFactory.class,
                                    "client_secret_jwt for the API lane's own address"),
                            new Place(
                                    TokenPostProcessor.class,
                                    GrantedTokenProcessorFactory.PROVIDER_ID,
                                    GrantedTokenProcessorFactory.class,
                                    "the answers to the API lane's token requests"),
                            new Place(
                                    RefreshTokenProvider.class,
                                    BroaderScopeRefusalFactory.PROVIDER_ID,
                                    BroaderScopeRefusalFactory.class,
                                    "the refusal of a broader scope when the API lane's clients refresh"),
                            new Place(
                                    RefreshTokenProvider.class,
                                    ReusableRefreshTokenProviderFactory.PROVIDER_ID,
                                    ReusableRefreshTokenProviderFactory.class,
                                    "reusable refresh tokens"),
                            new Place(
                                    ClientPolicyExecutorProvider.class,
                                    ReusableRefreshTokenExecutorFactory.PROVIDER_ID,
                                    ReusableRefreshTokenExecutorFactory.class,
                                    "reusable refresh tokens"),
                            new Place(
                                    ClientPolicyExecutorProvider.class,
                                    ClientDefaultsExecutorFactory.PROVIDER_ID,
                                    ClientDefaultsExecutorFactory.class,
                                    "what new clients have switched on"),
                            new Place(
                                    ClientPolicyExecutorProvider.class,
                                    LegacyApiExecutorFactory.PROVIDER_ID,
                                    LegacyApiExecutorFactory.class,
                                    "the choice of a realm's contracts, and so the API lane"),
                            new Place(
                                    OAuth2GrantType.class,
                                    OAuth2Constants.REFRESH_TOKEN,
                                    OldRefreshTokenGrantFactory.class,
                                    "refresh tokens of the old server"),
                            new Place(
                                    TokenIntrospectionProvider.class,
                                    AccessTokenIntrospectionProviderFactory.ACCESS_TOKEN_TYPE,
                                    OldTokenIntrospectionFactory.class,
                                    "the introspection of the old server's tokens"),
                            new Place(
                                    TokenIntrospectionProvider.class,
                                    OAuth2Constants.REFRESH_TOKEN,
                                    OldRefreshTokenIntrospectionFactory.class,
                                    "the introspection of the old server's refresh tokens by their name"),
                            new Place(
                                    AdminRealmResourceProvider.class,
                                    LegacyTokensFactory.PROVIDER_ID,
                                    LegacyTokensFactory.class,
                                    "the way in for tokens of the old server"),
                            new Place(
                                    AdminRealmResourceProvider.class,
                                    LegacyUsersFactory.PROVIDER_ID,
                                    LegacyUsersFactory.class,
                                    "the list by which ./migrate knows users again"),
                            new Place(
                                    JpaEntityProvider.class,
                                    OldTokenEntitiesFactory.PROVIDER_ID,
                                    OldTokenEntitiesFactory.class,
                                    "the table of the old server's tokens"),
                            new Place(
                                    Authenticator.class,
                                    EmailAuthenticatorFactory.PROVIDER_ID,
                                    EmailAuthenticatorFactory.class,
                                    "the password grant by e-mail"),
                            new Place(
                                    PasswordHashProvider.class,
                                    CryptHashFactory.PROVIDER_ID,
                                    CryptHashFactory.class,
                                    "passwords with bcrypt, phpass and crypt(3) hashes of an old application"),
                            new Place(
                                    PasswordHashProvider.class,
                                    DigestHashFactory.PROVIDER_ID,
                                    DigestHashFactory.class,
                                    "passwords with salted digests of an old application"),
                            new Place(
                                    PasswordPolicyProvider.class,
                                    PasswordPolicy.HASH_ALGORITHM_ID,
                                    HashAlgorithmPolicyFactory.class,
                                    "the refusal of an old application's hashes for new passwords"),
                            new Place(
                                    ClientPolicyManager.class,
                                    null,
                                    SkippingPolicyManagerFactory.class,
                                    "the option skip-idle, and the token rate limit for clients that are known only once they"
                                            + " have authenticated"),
                            new Place(
                                    UserSessionPersisterProvider.class,
                                    null,
                                    StoredSessionsFactory.class,
                                    "the option skip-transient")),
                    Stream.of(
                            signature(Algorithm.RS256, NativeSignatureFactory.RS256Factory.class),
                            signature(Algorithm.RS384, NativeSignatureFactory.RS384Factory.class),
                            signature(Algorithm.RS512, NativeSignatureFactory.RS512Factory.class),
                            signature(Algorithm.PS256, NativeSignatureFactory.PS256Factory.class),
                            signature(Algorithm.PS384, NativeSignatureFactory.PS384Factory.class),
                            signature(Algorithm.PS512, NativeSignatureFactory.PS512Factory.class),
                            signature(Algorithm.ES256, NativeSignatureFactory.ES256Factory.class),
                            signature(Algorithm.ES384, NativeSignatureFactory.ES384Factory.class),
                            signature(Algorithm.ES512, NativeSignatureFactory.ES512Factory.class)))
            .flatMap(places -> places)
            .toList();

    private Places() {}

    private static Place signature(String algorithm, Class<? extends NativeSignatureFactory> ours) {
        return new Place(SignatureProvider.class, algorithm, ours, "native signatures with " + algorithm);
    }
}
