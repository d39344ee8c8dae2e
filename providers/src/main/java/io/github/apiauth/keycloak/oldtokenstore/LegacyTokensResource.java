package io.github.apiauth.keycloak.oldtokenstore;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.oldtoken.OldToken;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.ErrorResponse;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;
import org.keycloak.util.JsonSerialization;

/** The admin REST API of a realm's old tokens (docs/how-to/old-tokens.md). */
public class LegacyTokensResource {

    private static final int MOST = 1000;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;
    private final AdminEventBuilder adminEvent;

    LegacyTokensResource(
            KeycloakSession session,
            RealmModel realm,
            AdminPermissionEvaluator permissions,
            AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
    }

    /**
     * Stores tokens, or changes those that are stored: {@code [{"hash":"…","kind":"refresh","client":"…","username":"…","scope":"…",
     * "expires":…}, …]}. What cannot be stored is refused one by one; a token that was used up or revoked stays so. The admin
     * event holds no token.
     *
     * @throws ErrorResponseException 400 if it is no array of at most 1000
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public TokenUpload.Result store(InputStream body) {
        permissions.realm().requireManageRealm();
        TokenUpload.Result result = new TokenUpload(session, realm).store(read(body));
        adminEvent
                .operation(OperationType.ACTION)
                .resource("LEGACY_TOKENS")
                .resourcePath(session.getContext().getUri())
                .success();
        return result;
    }

    private static JsonNode read(InputStream body) {
        JsonNode tokens;
        try {
            tokens = JsonSerialization.mapper.readTree(body);
        } catch (IOException unreadable) {
            throw invalid("The body is no JSON");
        }
        if (!tokens.isArray()) {
            throw invalid("The body must be a JSON array of tokens");
        }
        if (tokens.size() > MOST) {
            throw invalid("The array holds " + tokens.size() + " tokens: send at most " + MOST + " at once");
        }
        return tokens;
    }

    private static ErrorResponseException invalid(String message) {
        return ErrorResponse.error(message, Status.BAD_REQUEST);
    }

    /**
     * How many of a kind there are that have not expired.
     *
     * @param live which can be used, if they have not been revoked
     * @param used which are used up
     */
    record Count(long live, long used) {}

    /** How many old tokens the realm has, by kind. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Count> count() {
        permissions.realm().requireViewRealm();
        Map<String, Count> counts = new TreeMap<>();
        for (OldToken.Kind kind : OldToken.Kind.values()) {
            counts.put(name(kind), new Count(0, 0));
        }
        for (OldTokenTable.Count count : new OldTokenTable(session).count(realm.getId())) {
            counts.put(name(count.kind()), new Count(count.all() - count.used(), count.used()));
        }
        return counts;
    }

    /** As the API calls it. */
    static String name(OldToken.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
