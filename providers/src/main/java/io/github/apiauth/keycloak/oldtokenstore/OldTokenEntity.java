package io.github.apiauth.keycloak.oldtokenstore;

import io.github.apiauth.keycloak.oldtoken.OldToken;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code API_AUTH_OLD_TOKEN}: a token of the old server, by its hash. Times are seconds since 1970. */
@Entity
@Table(name = "API_AUTH_OLD_TOKEN")
class OldTokenEntity {

    /** The realm's and the token's: the same token may be known in two realms. */
    @Id
    @Column(name = "ID")
    String id = "";

    @Column(name = "REALM_ID")
    String realmId = "";

    @Enumerated(EnumType.STRING)
    @Column(name = "KIND")
    OldToken.Kind kind = OldToken.Kind.REFRESH;

    /** Keycloak's own id of the client. */
    @Column(name = "CLIENT_UUID")
    String clientUuid = "";

    /** Keycloak's own id of the user; none where the client has the token for itself. */
    @Column(name = "USER_ID")
    @Nullable
    String userId;

    /** None for no scope: Oracle takes an empty text for none. */
    @Column(name = "SCOPE")
    @Nullable
    String scope;

    /** When it came in first. */
    @Column(name = "SINCE")
    long since;

    @Column(name = "EXPIRES")
    long expires;

    /** When it was used up. The row stays until the token has expired, so that it does not come in again. */
    @Column(name = "USED")
    @Nullable
    Long used;

    /** Whether another row stands for the same, whenever it came in and whether or not it is used up. */
    boolean saysTheSameAs(OldTokenEntity other) {
        return kind == other.kind
                && clientUuid.equals(other.clientUuid)
                && Objects.equals(userId, other.userId)
                && Objects.equals(scope, other.scope)
                && expires == other.expires;
    }

    /** Its id, of the SHA-256 of the token in lower-case hexadecimal digits. */
    static String id(String realmId, String hash) {
        return realmId + ':' + hash;
    }
}
