package io.github.apiauth.keycloak.it.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.List;

/** An HTTP answer. */
public record Answer(int status, HttpHeaders headers, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The body as JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException noJson) {
            throw new UncheckedIOException("No JSON: " + body, noJson);
        }
    }

    /** The envelope's data. */
    public JsonNode data() {
        return json().path("data");
    }

    /** The member of the envelope's data, as text. */
    public String data(String member) {
        return data().path(member).asText();
    }

    /** The values of the header, in their order. */
    public List<String> header(String name) {
        return headers.allValues(name);
    }
}
