package io.github.apiauth.keycloak.contractfile;

import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Failure;
import io.github.apiauth.keycloak.legacyapi.IssuedToken;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From what is to be answered to the bytes of the contract {@code office}. */
@State(Scope.Benchmark)
public class AnswerBenchmark {

    private final Contract office = ContractFile.shipped().get(0);

    /** As long as those of the realm {@code api}. */
    private final String accessToken = "x".repeat(1000);

    private final String refreshToken = "x".repeat(700);

    /** An issued token. */
    @Benchmark
    public byte[] token() {
        return office.issued(new IssuedToken(
                        "client_credentials", accessToken, "Bearer", 3600, refreshToken, "read write", null, Map.of()))
                .body();
    }

    /** A refused request. */
    @Benchmark
    public byte[] error() {
        return office.failed(new Failure(
                        Failure.Cause.CLIENT,
                        401,
                        "invalid_client",
                        "Invalid client or Invalid client credentials",
                        Endpoint.TOKEN,
                        "client_credentials"))
                .body();
    }
}
