package io.github.apiauth.keycloak.envelope;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The {@code data} of a failure (RFC 6749 §5.2).
 *
 * @param error the error code
 * @param errorDescription what is wrong
 */
@JsonPropertyOrder({"error", "error_description"})
public record ErrorData(
        String error, @JsonProperty("error_description") String errorDescription) {}
