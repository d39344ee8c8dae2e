package io.github.apiauth.keycloak.legacyusers;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Keycloak's own tables of users (UserEntity and UserAttributeEntity 26.7.0), of which columns are read and no entities made. Users of
 * other stores who are not in the database are not seen.
 */
final class UserTable {

    /** As {@code ./migrate} names the attributes. */
    private static final String LEGACY_ID = "legacy_id";

    private static final String MIGRATED = "migrated";

    private final EntityManager entities;

    UserTable(KeycloakSession session) {
        entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /**
     * So many users whose ids come next. A database finds them by its index of ids, however many there are before; no page has to be
     * counted through.
     */
    List<LegacyUser> list(String realmId, String after, int max) {
        TypedQuery<Object[]> query = entities.createQuery(
                "select u.id, " + value("legacyId") + ", " + value("migrated")
                        + ", u.username, u.email from UserEntity u where u.realmId = :realm"
                        // Oracle takes an empty text for none, after which nothing comes.
                        + (after.isEmpty() ? "" : " and u.id > :after")
                        + " order by u.id",
                Object[].class);
        if (!after.isEmpty()) {
            query.setParameter("after", after);
        }
        return query.setParameter("realm", realmId)
                .setParameter("legacyId", LEGACY_ID)
                .setParameter("migrated", MIGRATED)
                .setMaxResults(max)
                .getResultStream()
                .map(row -> user((String) row[0], (String) row[1], (String) row[2], (String) row[3], (String) row[4]))
                .toList();
    }

    /**
     * One value of an attribute, of which Keycloak lets a user have several. The name is no condition: for the least value of a name, a
     * database may go through its index of names and values, past all other users.
     */
    private static String value(String name) {
        return "(select min(case when a.name = :" + name
                + " then a.value end) from UserAttributeEntity a where a.user = u)";
    }

    private static LegacyUser user(
            String id,
            @Nullable String legacyId,
            @Nullable String migrated,
            @Nullable String username,
            @Nullable String email) {
        return legacyId == null
                ? new LegacyUser(id, null, null, username, email)
                : new LegacyUser(id, legacyId, migrated, null, null);
    }
}
