package io.github.apiauth.keycloak.oldtokenstore;

import io.github.apiauth.keycloak.oldtoken.OldToken;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The rows of all realms, in the transaction of one session. */
final class OldTokenTable {

    private final EntityManager entities;

    OldTokenTable(KeycloakSession session) {
        entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** The row of a token, dead or alive. */
    Optional<OldTokenEntity> find(String id) {
        return Optional.ofNullable(entities.find(OldTokenEntity.class, id));
    }

    /** The rows of those of the tokens that have one. */
    List<OldTokenEntity> find(Collection<String> ids) {
        return entities.createQuery("select t from OldTokenEntity t where t.id in :ids", OldTokenEntity.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    void add(OldTokenEntity row) {
        entities.persist(row);
    }

    /**
     * Changes what the row says of its token. Neither when it came first nor whether it is used up: that may be changing at this
     * moment, so it is not written as it was read.
     */
    void change(OldTokenEntity token) {
        entities.createQuery("update OldTokenEntity t set t.kind = :kind, t.clientUuid = :client, t.userId = :user,"
                        + " t.scope = :scope, t.expires = :expires where t.id = :id")
                .setParameter("kind", token.kind)
                .setParameter("client", token.clientUuid)
                .setParameter("user", token.userId)
                .setParameter("scope", token.scope)
                .setParameter("expires", token.expires)
                .setParameter("id", token.id)
                .executeUpdate();
    }

    /** Writes what was added, so that what the database refuses is known now. */
    void flush() {
        entities.flush();
    }

    /** Whether the realm has a row, and so maybe a token that is alive. */
    boolean holdsAnyOf(String realmId) {
        return !entities.createQuery("select t.id from OldTokenEntity t where t.realmId = :realm", String.class)
                .setParameter("realm", realmId)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /**
     * Uses up a token, if nobody has. A second transaction waits at the row until the first one ends, and then looks again: it finds
     * the token used up if that was committed, and unused if not (READ COMMITTED, and the writes of MySQL's REPEATABLE READ). MariaDB from 11.6 on
     * has an error instead for a row that has been changed since the transaction began to read ({@code innodb_snapshot_isolation}).
     */
    boolean use(String id) {
        try {
            return entities.createQuery("update OldTokenEntity t set t.used = :now"
                                    + " where t.id = :id and t.used is null and t.expires > :now")
                            .setParameter("now", Time.currentTimeSeconds())
                            .setParameter("id", id)
                            .executeUpdate()
                    == 1;
        } catch (OptimisticLockException changed) {
            return false;
        }
    }

    /** How many tokens of a kind have not expired, and how many of these are used up. */
    record Count(OldToken.Kind kind, long all, long used) {}

    List<Count> count(String realmId) {
        return entities.createQuery(
                        "select t.kind, count(t.id), count(t.used) from OldTokenEntity t"
                                + " where t.realmId = :realm and t.expires > :now group by t.kind",
                        Object[].class)
                .setParameter("realm", realmId)
                .setParameter("now", Time.currentTimeSeconds())
                .getResultStream()
                .map(row -> new Count((OldToken.Kind) row[0], (Long) row[1], (Long) row[2]))
                .toList();
    }

    void removeExpired() {
        remove("t.expires <= :now", Map.of("now", Time.currentTimeSeconds()));
    }

    void removeRealm(String realmId) {
        remove("t.realmId = :realm", Map.of("realm", realmId));
    }

    void removeUser(String realmId, String userId) {
        remove("t.realmId = :realm and t.userId = :user", Map.of("realm", realmId, "user", userId));
    }

    void removeClient(String clientUuid) {
        remove("t.clientUuid = :client", Map.of("client", clientUuid));
    }

    private void remove(String condition, Map<String, Object> parameters) {
        Query query = entities.createQuery("delete from OldTokenEntity t where " + condition);
        parameters.forEach(query::setParameter);
        query.executeUpdate();
    }
}
