package io.github.apiauth.keycloak.ratelimit.telling;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.apiauth.keycloak.ratelimit.counting.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;

/** Keycloak's event for a client that is refused: on each node one a minute for each bucket, however many requests come. */
public final class RefusalEvents {

    /** Of the answer and the event. */
    public static final String ERROR = "rate_limit_exceeded";

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;

    private final Cache<String, Boolean> recent = Caffeine.newBuilder()
            .expireAfterWrite(PAUSE)
            .maximumSize(REMEMBERED)
            .build();

    /**
     * Tells Keycloak's event listeners and store, unless it has been told.
     *
     * @param refusal by which limit
     * @param client none if it is not known: a made-up client id is not stored
     */
    public void refused(KeycloakSession session, Refusal refusal, @Nullable String client) {
        if (recent.asMap().putIfAbsent(refusal.bucket(), true) != null) {
            return;
        }
        KeycloakContext context = session.getContext();
        new EventBuilder(context.getRealm(), session, context.getConnection())
                .event(EventType.CLIENT_LOGIN_ERROR)
                .client(client)
                .detail("rate_limit", refusal.limit())
                .error(ERROR);
    }
}
