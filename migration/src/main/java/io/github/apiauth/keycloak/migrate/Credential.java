package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A password that is stored already, as Keycloak's {@code CredentialRepresentation} (26.7.0) has it: {@code secretData} and {@code
 * credentialData} are JSON as text.
 *
 * @param algorithm the id of the password hash provider that verifies it
 * @param value the hash; confidential
 * @param salt in Base64
 * @param iterations of the algorithm, 0 where the value says it
 * @param parameters of the algorithm
 */
record Credential(String algorithm, String value, String salt, int iterations, Map<String, String> parameters) {

    /** The representation. */
    ObjectNode json() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode additional = nodes.objectNode();
        parameters.forEach((name, text) -> additional.putArray(name).add(text));
        return nodes.objectNode()
                .put("type", "password")
                .put(
                        "secretData",
                        nodes.objectNode().put("value", value).put("salt", salt).toString())
                .put(
                        "credentialData",
                        nodes.objectNode()
                                .put("hashIterations", iterations)
                                .put("algorithm", algorithm)
                                .<ObjectNode>set("additionalParameters", additional)
                                .toString());
    }

    @Override
    public String toString() {
        return "a password hashed by " + algorithm;
    }
}
