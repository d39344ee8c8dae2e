package io.github.apiauth.keycloak.benchmark.spring;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * Spring's store in memory, which forgets nothing by itself: a million tokens would measure its garbage collection. This one keeps as
 * many as that of node's oidc-provider, the last thousand.
 */
final class LatestAuthorizations implements OAuth2AuthorizationService {

    private static final int KEPT = 1000;

    private final OAuth2AuthorizationService all = new InMemoryOAuth2AuthorizationService();
    private final Queue<OAuth2Authorization> latest = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    @Override
    public void save(OAuth2Authorization authorization) {
        all.save(authorization);
        latest.add(authorization);
        if (size.incrementAndGet() > KEPT) {
            size.decrementAndGet();
            all.remove(latest.remove());
        }
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        all.remove(authorization);
    }

    @Override
    public OAuth2Authorization findById(String id) {
        return all.findById(id);
    }

    @Override
    public OAuth2Authorization findByToken(String token, OAuth2TokenType type) {
        return all.findByToken(token, type);
    }
}
