package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings live tokens to the pack's store of old tokens, which takes a token again without harm. */
final class TokenMove {

    private static final String STORE = "/legacy-tokens";
    private static final int AT_ONE_TIME = 1000;

    private final AdminApi api;
    private final Report report;
    private final boolean dryRun;

    /** Into this realm, or for a report only. */
    TokenMove(AdminApi api, Report report, boolean dryRun) {
        this.api = api;
        this.report = report;
        this.dryRun = dryRun;
    }

    /** Reads all tokens and has the live ones there. */
    void run(OldDatabase database, Profile.Tokens profile, TokenMapping mapping, AtOnce atOnce, Progress progress)
            throws MigrateException {
        if (api.find(STORE).isEmpty()) {
            throw new MigrateException(
                    "Keycloak's realm has no store of old tokens: install the pack (docs/installation.md),"
                            + " or bring the rest with --only clients,users.");
        }
        List<Labelled> waiting = new ArrayList<>();
        database.read("/tokens/sql", profile.sql(), TokenMapping.FIELDS, row -> {
            try {
                Optional<ObjectNode> token = mapping.token(row);
                if (token.isEmpty()) {
                    report.count(Part.TOKENS, Report.Outcome.EXPIRED, 1);
                } else {
                    waiting.add(new Labelled(label(row), token.get()));
                }
            } catch (NotMovableException reason) {
                report.leftOut(Part.TOKENS, label(row), reason);
            }
            progress.step(1);
            if (waiting.size() == AT_ONE_TIME) {
                send(waiting, atOnce);
            }
        });
        send(waiting, atOnce);
        atOnce.await();
    }

    private record Labelled(String label, ObjectNode token) {}

    /** A token is named by its place and its client: what it is, nobody is told. */
    private static String label(Row row) {
        try {
            return "in line " + row.number() + " (client "
                    + Report.shown(row.word("client").orElse("unknown")) + ")";
        } catch (NotMovableException unreadable) {
            return "in line " + row.number();
        }
    }

    private void send(List<Labelled> waiting, AtOnce atOnce) throws MigrateException {
        List<Labelled> batch = List.copyOf(waiting);
        waiting.clear();
        if (!batch.isEmpty()) {
            atOnce.run(() -> send(batch));
        }
    }

    private void send(List<Labelled> batch) throws MigrateException {
        Set<Integer> refused = new HashSet<>();
        if (!dryRun) {
            ArrayNode tokens = JsonNodeFactory.instance.arrayNode();
            batch.forEach(labelled -> tokens.add(labelled.token()));
            for (JsonNode refusal : api.write("POST", STORE, tokens).body().path("refused")) {
                int index = refusal.path("index").asInt(-1);
                if (index >= 0 && index < batch.size() && refused.add(index)) {
                    report.leftOut(
                            Part.TOKENS,
                            batch.get(index).label(),
                            new NotMovableException(
                                    "Keycloak refuses it: "
                                            + refusal.path("reason").asText(),
                                    "bring its client and user first"));
                }
            }
        }
        report.count(Part.TOKENS, Report.Outcome.CREATED, batch.size() - refused.size());
    }
}
