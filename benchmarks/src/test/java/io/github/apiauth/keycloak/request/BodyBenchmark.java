package io.github.apiauth.keycloak.request;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the bytes of a token request's body to its parameters. */
@State(Scope.Benchmark)
public class BodyBenchmark {

    private final byte[] form = bytes("grant_type=client_credentials&client_id=server-app"
            + "&client_secret=a-secret-of-the-benchmark&scope=read+write");

    private final byte[] json = bytes("""
            {
              "grant_type": "client_credentials",
              "client_id": "server-app",
              "client_secret": "a-secret-of-the-benchmark",
              "scope": "read write"
            }
            """);

    /** With a client assertion (RFC 7523), and with members that are JSON themselves. */
    private final byte[] largeJson = bytes("""
            {
              "grant_type": "client_credentials",
              "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
              "client_assertion": "%s",
              "scope": ["read", "write", "profile", "email"],
              "claims": {
                "userinfo": {"given_name": {"essential": true}, "nickname": null, "email": {"essential": true}},
                "id_token": {"auth_time": {"essential": true}, "acr": {"values": ["gold", "silver"]}}
              },
              "authorization_details": [
                {"type": "accounts", "actions": ["list", "read"], "locations": ["https://api.example.com/accounts"]},
                {"type": "payment", "amount": {"currency": "EUR", "value": "123.50"}, "creditor": "Jane Doe"}
              ]
            }
            """.formatted("x".repeat(800)));

    /** As OAuth has it. */
    @Benchmark
    public Map<String, List<String>> form() throws Exception {
        return parameters(BodyType.FORM, form);
    }

    /** The same request as JSON. */
    @Benchmark
    public Map<String, List<String>> json() throws Exception {
        return parameters(BodyType.JSON, json);
    }

    /** Another request, some ten times as long. */
    @Benchmark
    public Map<String, List<String>> largeJson() throws Exception {
        return parameters(BodyType.JSON, largeJson);
    }

    private static Map<String, List<String>> parameters(BodyType type, byte[] body) throws Exception {
        return FormRequest.parameters(type, RequestBody.decode(body), ReadingRules.STANDARD);
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
