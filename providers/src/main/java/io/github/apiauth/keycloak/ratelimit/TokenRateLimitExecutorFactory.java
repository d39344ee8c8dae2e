package io.github.apiauth.keycloak.ratelimit;

import io.github.apiauth.keycloak.policy.ActsOnEvents;
import io.github.apiauth.keycloak.policy.ObservesEvents;
import io.github.apiauth.keycloak.ratelimit.asking.LimitOptions;
import io.github.apiauth.keycloak.ratelimit.asking.Policies;
import io.github.apiauth.keycloak.ratelimit.asking.TokenRateLimitExecutor;
import io.github.apiauth.keycloak.ratelimit.counting.BucketStore;
import io.github.apiauth.keycloak.ratelimit.counting.Buckets;
import io.github.apiauth.keycloak.ratelimit.counting.Limits;
import io.github.apiauth.keycloak.ratelimit.telling.RateLimitMetrics;
import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/**
 * Offers {@link TokenRateLimitExecutor} in the admin console under Realm settings, Client policies, and keeps what all
 * requests share. Keycloak's {@code --spi-client-policy-executor--token-rate-limit--enabled=false} takes the rate limit away.
 */
public final class TokenRateLimitExecutorFactory
        implements ClientPolicyExecutorProviderFactory, ActsOnEvents, ObservesEvents, ListedWithVersion {

    /** The executor's name in a client profile. */
    public static final String PROVIDER_ID = TokenRateLimitExecutor.PROVIDER_ID;

    private int maxEntries = LimitOptions.DEFAULT_MAX_ENTRIES;
    private Optional<Limits> defaults = Optional.empty();
    private @Nullable RateLimiter limiter;

    /** What all requests share, or none if the rate limit is taken away or another extension stands in its place. */
    @SuppressWarnings("rawtypes") // so declared by Keycloak
    static Optional<RateLimiter> limiter(KeycloakSession session) {
        ProviderFactory<ClientPolicyExecutorProvider> factory =
                session.getKeycloakSessionFactory().getProviderFactory(ClientPolicyExecutorProvider.class, PROVIDER_ID);
        return factory instanceof TokenRateLimitExecutorFactory ours
                ? Optional.ofNullable(ours.limiter)
                : Optional.empty();
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getHelpText() {
        return "Limits how often the matching clients may call the endpoints that authenticate clients, such as the token"
                + " endpoint, from each address, before their credentials are looked at. Requests above the limit are"
                + " answered with 429.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return LimitOptions.console();
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return LimitOptions.server();
    }

    /** At none: {@link Policies} reads it before. */
    @Override
    public boolean actsOn(ClientPolicyEvent event) {
        return false;
    }

    /** All of them come after the client's authentication, but for {@code PRE_*}, where Keycloak knows no client. */
    @Override
    public void observe(KeycloakSession session) {
        TokenRateLimit.countAuthenticated(session);
    }

    @Override
    public void init(Config.Scope scope) {
        maxEntries = scope.getInt(LimitOptions.MAX_ENTRIES, LimitOptions.DEFAULT_MAX_ENTRIES);
        defaults = LimitOptions.defaults(scope);
    }

    @Override
    public Set<Class<? extends Provider>> dependsOn() {
        return Set.of(InfinispanConnectionProvider.class);
    }

    /** Here and not at the first request, so that every node of a cluster has the cache from its start. */
    @Override
    public void postInit(KeycloakSessionFactory factory) {
        try (KeycloakSession session = factory.create()) {
            Buckets buckets = new Buckets(BucketStore.in(
                    session.getProvider(InfinispanConnectionProvider.class)
                            .getCache(InfinispanConnectionProvider.KEYS_CACHE_NAME)
                            .getCacheManager(),
                    maxEntries));
            RateLimitMetrics.watch(buckets);
            limiter = new RateLimiter(buckets, defaults);
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // so declared by Keycloak
    public ClientPolicyExecutorProvider create(KeycloakSession session) {
        return new TokenRateLimitExecutor();
    }

    @Override
    public void close() {}
}
