package io.github.apiauth.keycloak.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    @Test
    void givenToken_thenFiveMembersInOrder() throws Exception {
        assertThat(write(Envelope.success(
                        new TokenData("a", "Bearer", 3600, "r", "read write", null, Map.of()), "Token issued")))
                .isEqualTo("{\"error\":false,\"data\":{\"access_token\":\"a\",\"token_type\":\"Bearer\","
                        + "\"expires_in\":3600,\"refresh_token\":\"r\",\"scope\":\"read write\"},"
                        + "\"message\":\"Token issued\"}");
    }

    @Test
    void givenNoRefreshToken_thenLeftOut() throws Exception {
        assertThat(write(new TokenData("a", "Bearer", 3600, null, "read", null, Map.of())))
                .isEqualTo("{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"scope\":\"read\"}");
    }

    @Test
    void givenMembersOfTheGrant_thenLast() throws Exception {
        assertThat(write(new TokenData("a", "Bearer", 60, null, "read", "i", Map.of("issued_token_type", "x"))))
                .endsWith("\"scope\":\"read\",\"id_token\":\"i\",\"issued_token_type\":\"x\"}");
    }

    @Test
    void givenFailure_thenCodeDescriptionAndMessage() throws Exception {
        assertThat(write(Envelope.failure("invalid_grant", "Code not valid")))
                .isEqualTo("{\"error\":true,\"data\":{\"error\":\"invalid_grant\","
                        + "\"error_description\":\"Code not valid\"},\"message\":\"Code not valid\"}");
    }

    /** RFC 6749 §5.2 has them in no error_description. */
    @Test
    void givenCharactersOfTheRequestInADescription_thenThoseThatAreNotAllowedAreReplaced() {
        assertThat(Envelope.failure("invalid_scope", "Invalid scopes: r\"e\\a\ndé")
                        .message())
                .isEqualTo("Invalid scopes: r?e?a?d?");
    }

    private static String write(Object value) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(value);
    }
}
