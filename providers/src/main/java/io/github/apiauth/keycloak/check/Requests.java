package io.github.apiauth.keycloak.check;

import io.github.apiauth.keycloak.lane.Reading;
import io.github.apiauth.keycloak.legacyapi.BodyFormat;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Route;
import io.github.apiauth.keycloak.request.FormRequest;
import io.github.apiauth.keycloak.request.InvalidRequestException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/** What a contract makes of token requests. */
final class Requests {

    /** What the parameters of a request for user credentials are in Keycloak, and what somebody may send. */
    private static final Map<String, String> PARAMETERS = new LinkedHashMap<>();

    static {
        PARAMETERS.put("grant_type", "password");
        PARAMETERS.put("client_id", "web-app");
        PARAMETERS.put("client_secret", "web-secret");
        PARAMETERS.put("username", "user@example.org");
        PARAMETERS.put("password", "user-password");
        PARAMETERS.put("scope", "read write");
    }

    private static final String BOUNDARY = "boundary";

    private Requests() {}

    /** A request as the contract's clients may send it, in each format, and what Keycloak is given. */
    static String samples(Contract contract) {
        Route route = contract.routes().get(Endpoint.TOKEN);
        return route == null
                ? ""
                : route.formats().stream()
                        .sorted()
                        .map(format -> sample(contract, format))
                        .collect(Collectors.joining("\n"));
    }

    private static String sample(Contract contract, BodyFormat format) {
        Map<String, String> sent = new LinkedHashMap<>();
        PARAMETERS.forEach((name, value) -> sent.put(
                contract.requests().aliases().getOrDefault(name, List.of(name)).get(0),
                name.equals("scope")
                        ? value.replace(
                                " ", contract.requests().scopeSeparators().substring(0, 1))
                        : value));
        String type = type(format);
        String body = body(format, sent);
        return type + '\n' + body.indent(4) + read(contract, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String type(BodyFormat format) {
        return switch (format) {
            case JSON -> "application/json";
            case FORM -> "application/x-www-form-urlencoded";
            case MULTIPART -> "multipart/form-data; boundary=" + BOUNDARY;
        };
    }

    private static String body(BodyFormat format, Map<String, String> sent) {
        return switch (format) {
            case JSON ->
                sent.entrySet().stream()
                        .map(pair -> '"' + pair.getKey() + "\": \"" + pair.getValue() + '"')
                        .collect(Collectors.joining(", ", "{", "}"));
            case FORM ->
                sent.entrySet().stream()
                        .map(pair -> pair.getKey() + '=' + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
            case MULTIPART ->
                sent.entrySet().stream()
                        .map(pair -> "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + pair.getKey()
                                + "\"\r\n\r\n" + pair.getValue() + "\r\n")
                        .collect(Collectors.joining("", "", "--" + BOUNDARY + "--"));
        };
    }

    /**
     * What Keycloak is given of the body of a token request.
     *
     * @throws IllegalArgumentException if the contract does not read it; the message is what the client is told
     */
    static String read(Contract contract, String contentType, byte[] body) {
        Route route = contract.routes().get(Endpoint.TOKEN);
        if (route == null) {
            throw new IllegalArgumentException("The contract has no token endpoint");
        }
        try {
            return "  Keycloak is given\n"
                    + FormRequest.parameters(contentType, body, Reading.rules(contract, route)).entrySet().stream()
                            .sorted(Entry.comparingByKey())
                            .map(parameter ->
                                    "    " + parameter.getKey() + " = " + String.join(", ", parameter.getValue()))
                            .collect(Collectors.joining("\n", "", "\n"));
        } catch (InvalidRequestException refused) {
            throw new IllegalArgumentException("The request is refused: " + refused.getMessage(), refused);
        }
    }
}
