package io.github.apiauth.keycloak.legacyusers;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.ErrorResponse;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** The admin REST API of who is in a realm (docs/how-to/migrate.md). */
public class LegacyUsersResource {

    private static final int MOST = 10_000;
    private static final String MOST_TEXT = "" + MOST;

    /** As long as the column is, and nothing that a database fails at. */
    private static final Pattern ID = Pattern.compile("[^\\p{Cc}\\p{Cs}]{0,36}");

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;

    LegacyUsersResource(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
    }

    /**
     * A page of the realm's users, in the order of their ids; the last page is empty.
     *
     * @param after the last id of the page before; empty at the beginning
     * @param max how many
     * @throws ErrorResponseException 400 if one is not what it should be
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<LegacyUser> list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("max") @DefaultValue(MOST_TEXT) String max) {
        permissions.users().requireView();
        if (!ID.matcher(after).matches()) {
            throw invalid("'after' must be the id of a user, of at most 36 characters");
        }
        return new UserTable(session).list(realm.getId(), after, number(max));
    }

    private static int number(String max) {
        try {
            int number = Integer.parseInt(max);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // refused below
        }
        throw invalid("'max' must be a number from 1 to " + MOST);
    }

    private static ErrorResponseException invalid(String message) {
        return ErrorResponse.error(message, Status.BAD_REQUEST);
    }
}
