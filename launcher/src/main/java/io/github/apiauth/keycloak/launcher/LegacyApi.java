package io.github.apiauth.keycloak.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A contract that {@code ./start} is given, as far as it needs to know it; what else is in the file is the server's to judge.
 *
 * @param file that holds it
 * @param id by which the realm chooses it
 * @param base where its endpoints are; may be empty
 * @param tokenPath its token endpoint, below the base; empty if it has none
 */
public record LegacyApi(Path file, String id, String base, String tokenPath) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads a file.
     *
     * @throws StartException if it is no JSON object with an {@code id}
     * @throws IOException if it cannot be read
     */
    static LegacyApi read(Path file) throws StartException, IOException {
        try {
            JsonNode contract = JSON.readTree(file.toFile());
            if (contract.path("id").isTextual()) {
                String id = contract.path("id").asText();
                return new LegacyApi(
                        file,
                        id,
                        contract.path("base").asText(id),
                        contract.at("/endpoints/token/path").asText(""));
            }
        } catch (JsonProcessingException malformed) {
            // the same answer
        }
        throw new StartException(file + " is no contract: see docs/legacy-api.md, and try ./legacy-api check " + file);
    }

    /** Where its tokens are to be had: at the root of the host if it has a base, else within the realm. */
    String tokenUrl(URI server) {
        return server + (base.isEmpty() ? "/realms/api/rest/" : "/" + base + "/") + tokenPath;
    }

    /** The mapping that serves it at the root of the host, where it has a base. */
    String legacyPath() {
        return base.isEmpty() ? "" : ",/" + base + "=api/" + id;
    }
}
