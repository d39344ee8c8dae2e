package io.github.apiauth.keycloak.oldtoken;

import java.util.Optional;
import org.keycloak.provider.Provider;

/**
 * Where the tokens of the old server are kept, for the realm of a Keycloak session: the extension point of the SPI
 * {@code old-token}. Keycloak asks the one that {@code --spi-old-token--provider} names, or the pack's own, {@code jpa}, which has
 * them in Keycloak's database.
 *
 * <p>A provider is asked in realms that have chosen the pack, and only for what cannot be a token of Keycloak's own. It does not
 * have to know of revocation: what a client revokes is on Keycloak's list of revoked tokens, by a name that is made of the
 * token.
 *
 * <p>An implementation must not write a token, or what leads to one, into a log or the message of an exception. An exception is
 * answered with 500, so one that cannot ask its store throws rather than denying what it does not know.
 */
public interface OldTokenProvider extends Provider {

    /**
     * The token that a client presented, if it is one of the realm's that may still be used: neither expired nor consumed. To
     * cost one look-up at most.
     */
    Optional<OldToken> find(String token);

    /**
     * Uses up a refresh token that was found and may be used once. Called when all else that a refresh needs has been
     * checked; not called for clients whose refresh tokens can be used again.
     *
     * <p>Of all who call this for one token, on all nodes, exactly one whose transaction commits gets true: a transaction that is
     * rolled back has used nothing up, and the token can be presented again. A store that takes part in Keycloak's transaction
     * does it with an update that finds the token unused. One that only reads, such as the old server's own database, has
     * {@code KeycloakSession.singleUseObjects().putIfAbsent(…)} with what is left of the token's life: all nodes share that too,
     * though it outlives no restart of all of them, and a transaction that fails afterwards has used up the token.
     */
    boolean consume(String token);

    @Override
    default void close() {}
}
