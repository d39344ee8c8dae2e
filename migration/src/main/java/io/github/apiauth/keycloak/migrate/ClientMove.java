package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings clients into the realm. Their attributes tell what the last run has brought: {@value #MIGRATED} is the fingerprint of the row,
 * {@value #MIGRATED_SECRET} that of its secret, so that a secret that was changed at Keycloak stays.
 */
final class ClientMove {

    private static final String MIGRATED = "migrated";
    private static final String MIGRATED_SECRET = "migrated_secret";

    /** In place of a fingerprint until a client's roles are there. */
    private static final String UNFINISHED = "unfinished";

    private static final int PAGE = 100;

    private final AdminApi api;
    private final RealmFacts realm;
    private final Report report;
    private final Optional<SecretFile> secrets;
    private final boolean dryRun;

    private record Existing(String address, boolean isPublic, String migrated) {}

    /**
     * Into this realm, or for a report only.
     *
     * @param secrets where generated secrets go
     */
    ClientMove(AdminApi api, RealmFacts realm, Report report, Optional<SecretFile> secrets, boolean dryRun) {
        this.api = api;
        this.realm = realm;
        this.report = report;
        this.secrets = secrets;
        this.dryRun = dryRun;
    }

    /**
     * Reads all clients and has them there.
     *
     * @param allScopes those of a client that names none; the realm's default if there is nothing
     */
    void run(Rows clients, Profile.Clients profile, Optional<List<String>> allScopes, AtOnce atOnce, Progress progress)
            throws MigrateException {
        ClientMapping mapping = new ClientMapping(profile, allScopes, realm, report);
        Map<String, Existing> existing = existing();
        Set<String> seen = new HashSet<>();
        clients.read(ClientMapping.FIELDS, row -> {
            String label = ClientMapping.label(row);
            try {
                OldClient client = mapping.client(row);
                if (!seen.add(client.id())) {
                    throw new NotMovableException("An earlier row has the same id", "give each client once");
                }
                atOnce.run(() -> {
                    bring(client, label, Optional.ofNullable(existing.get(client.id())));
                    progress.step(1);
                });
            } catch (NotMovableException reason) {
                report.leftOut(Part.CLIENTS, label, reason);
                progress.step(1);
            }
        });
        atOnce.await();
    }

    private Map<String, Existing> existing() throws MigrateException {
        Map<String, Existing> existing = new HashMap<>();
        api.forEach(
                "/clients?viewableOnly=false",
                PAGE,
                client -> existing.put(
                        client.path("clientId").asText(),
                        new Existing(
                                "/clients/" + client.path("id").asText(),
                                client.path("publicClient").asBoolean(),
                                client.path("attributes").path(MIGRATED).asText())));
        return existing;
    }

    private void bring(OldClient client, String label, Optional<Existing> existing) throws MigrateException {
        try {
            String fingerprint = client.fingerprint(realm.defaultScopes());
            if (existing.isPresent() && existing.get().migrated().isEmpty()) {
                throw new NotMovableException(
                        "The realm has a client of this id that did not come from here",
                        "delete it in the realm, or leave the row out");
            }
            if (existing.isPresent() && existing.get().migrated().equals(fingerprint)) {
                report.count(Part.CLIENTS, Report.Outcome.UNCHANGED, 1);
                return;
            }
            boolean isGenerated =
                    client.needsSecret() && existing.map(Existing::isPublic).orElse(true);
            if (isGenerated && secrets.isEmpty()) {
                throw new NotMovableException(
                        "It has no secret, and there is no file for a generated one",
                        "name one with --secrets, give the client a secret, or make it public");
            }
            if (client.reusableRefreshTokens() && !realm.hasReusablePolicy()) {
                report.changes(
                        Part.CLIENTS,
                        label,
                        "may use a refresh token once only, because the realm has no client policy for the client role "
                                + OldClient.REUSABLE);
            }
            if (!dryRun) {
                write(
                        isGenerated ? client.withSecret(secrets.get().secret(client.id())) : client,
                        fingerprint,
                        existing);
            }
            report.count(Part.CLIENTS, existing.isPresent() ? Report.Outcome.CHANGED : Report.Outcome.CREATED, 1);
        } catch (NotMovableException reason) {
            report.leftOut(Part.CLIENTS, label, reason);
        }
    }

    private void write(OldClient client, String fingerprint, Optional<Existing> existing)
            throws MigrateException, NotMovableException {
        boolean hasRoles =
                client.reusableRefreshTokens() || !client.serviceAccountRoles().isEmpty();
        if (existing.isEmpty()) {
            ObjectNode created = marked(client, hasRoles ? UNFINISHED : fingerprint);
            client.secret().ifPresent(secret -> created.put("secret", secret));
            String id = api.send("POST", "/clients", created).requireTaken().id();
            if (hasRoles) {
                writeRoles(client, "/clients/" + id);
                change(client, fingerprint, "/clients/" + id);
            }
        } else {
            String address = existing.get().address();
            writeScopes(client, address);
            writeRoles(client, address);
            change(client, fingerprint, address);
        }
    }

    private ObjectNode marked(OldClient client, String fingerprint) {
        ObjectNode json = client.json(realm.defaultScopes());
        json.withObject("/attributes")
                .put(MIGRATED, fingerprint)
                .put(MIGRATED_SECRET, client.secret().map(Fingerprint::of).orElse(""));
        return json;
    }

    /** What the row says, over what else the client has. */
    private void change(OldClient client, String fingerprint, String address)
            throws MigrateException, NotMovableException {
        ObjectNode changed = (ObjectNode) api.get(address);
        JsonNode attributes = changed.path("attributes").deepCopy();
        ObjectNode row = marked(client, fingerprint);
        if (client.secret().isPresent()
                && !attributes
                        .path(MIGRATED_SECRET)
                        .equals(row.path("attributes").path(MIGRATED_SECRET))) {
            row.put("secret", client.secret().get());
        }
        changed.setAll(row);
        if (attributes instanceof ObjectNode kept) {
            kept.setAll((ObjectNode) row.path("attributes"));
            changed.set("attributes", kept);
        }
        api.send("PUT", address, changed).requireTaken();
    }

    /** A client's scopes are changed one by one: {@code PUT} leaves them alone (ClientResource 26.7.0). */
    private void writeScopes(OldClient client, String address) throws MigrateException {
        String optional = address + "/optional-client-scopes";
        Set<String> has = new HashSet<>();
        for (JsonNode scope : api.get(optional)) {
            has.add(scope.path("name").asText());
            if (!client.scopes().contains(scope.path("name").asText())) {
                api.write("DELETE", optional + "/" + scope.path("id").asText(), null);
            }
        }
        for (String scope : client.scopes()) {
            if (!has.contains(scope)) {
                api.write("PUT", optional + "/" + realm.scopes().get(scope), null);
            }
        }
    }

    private void writeRoles(OldClient client, String address) throws MigrateException {
        boolean isReusable = api.find(address + "/roles/" + OldClient.REUSABLE).isPresent();
        if (client.reusableRefreshTokens() && !isReusable) {
            api.write(
                    "POST",
                    address + "/roles",
                    JsonNodeFactory.instance.objectNode().put("name", OldClient.REUSABLE));
        } else if (isReusable && !client.reusableRefreshTokens()) {
            api.write("DELETE", address + "/roles/" + OldClient.REUSABLE, null);
        }
        if (!client.serviceAccountRoles().isEmpty()) {
            String user = api.get(address + "/service-account-user").path("id").asText();
            api.write(
                    "POST", "/users/" + user + "/role-mappings/realm", realm.rolesNamed(client.serviceAccountRoles()));
        }
    }
}
