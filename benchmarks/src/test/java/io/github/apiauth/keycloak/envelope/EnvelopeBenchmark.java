package io.github.apiauth.keycloak.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From an answer to the bytes of its envelope. */
@State(Scope.Benchmark)
public class EnvelopeBenchmark {

    private final ObjectMapper mapper = new ObjectMapper();

    /** As long as those of the realm {@code api}. */
    private final String accessToken = "x".repeat(1000);

    private final String refreshToken = "x".repeat(700);

    /** An issued token. */
    @Benchmark
    public byte[] token() throws JsonProcessingException {
        return mapper.writeValueAsBytes(Envelope.success(
                new TokenData(accessToken, "Bearer", 3600, refreshToken, "read write", null, Map.of()),
                "Token issued"));
    }

    /** A refused request. */
    @Benchmark
    public byte[] error() throws JsonProcessingException {
        return mapper.writeValueAsBytes(
                Envelope.failure("invalid_client", "Invalid client or Invalid client credentials"));
    }
}
