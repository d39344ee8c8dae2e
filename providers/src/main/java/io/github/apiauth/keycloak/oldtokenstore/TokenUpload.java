package io.github.apiauth.keycloak.oldtokenstore;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Writes tokens into {@link OldTokenTable}. */
final class TokenUpload {

    private final OldTokenTable table;
    private final UploadedTokens tokens;

    TokenUpload(KeycloakSession session, RealmModel realm) {
        table = new OldTokenTable(session);
        tokens = new UploadedTokens(session, realm);
    }

    /**
     * What came of it.
     *
     * @param stored how many were stored or changed
     * @param refused the others
     */
    record Result(int stored, List<Refusal> refused) {}

    /**
     * A token that was not stored.
     *
     * @param index its place in the array
     * @param reason what is wrong with it, and how to mend it
     */
    record Refusal(int index, String reason) {}

    /** Stores what can be stored of an array. */
    Result store(JsonNode array) {
        List<OldTokenEntity> accepted = new ArrayList<>();
        List<Refusal> refused = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            try {
                accepted.add(tokens.read(array.get(i)));
            } catch (RefusedTokenException refusal) {
                refused.add(new Refusal(i, refusal.reason()));
            }
        }
        write(accepted);
        return new Result(accepted.size(), refused);
    }

    private void write(List<OldTokenEntity> accepted) {
        Map<String, OldTokenEntity> rows = new HashMap<>();
        if (!accepted.isEmpty()) {
            table.find(accepted.stream().map(row -> row.id).collect(Collectors.toSet()))
                    .forEach(row -> rows.put(row.id, row));
        }
        for (OldTokenEntity token : accepted) {
            OldTokenEntity known = rows.get(token.id);
            if (known == null) {
                token.since = Time.currentTimeSeconds();
                table.add(token);
            } else if (!known.saysTheSameAs(token)) {
                table.change(token);
            }
            rows.put(token.id, token);
        }
        table.flush();
    }
}
