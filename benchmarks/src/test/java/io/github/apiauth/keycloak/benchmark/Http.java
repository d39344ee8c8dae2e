package io.github.apiauth.keycloak.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** The simulations' own requests, which are not measured. */
final class Http {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Http() {}

    /** Asks for a token on that lane. */
    static JsonNode token(URI server, Lane lane, String body) {
        return send(HttpRequest.newBuilder(server.resolve(lane.path("token")))
                .header("Content-Type", lane.contentType())
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Changes the realm {@code api} as its administrator. */
    static void changeRealm(URI server, Map<String, String> attributes) {
        String token = send(HttpRequest.newBuilder(server.resolve("/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", Lane.FORM.contentType())
                        .POST(HttpRequest.BodyPublishers.ofString(Lane.FORM.body(Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                Server.ADMIN,
                                "password",
                                Server.SECRET)))))
                .path("access_token")
                .asText();
        send(HttpRequest.newBuilder(server.resolve("/admin/realms/api"))
                .header("Content-Type", Lane.JSON.contentType())
                .header("Authorization", "Bearer " + token)
                .PUT(HttpRequest.BodyPublishers.ofString(Lane.JSON.body(attributes))));
    }

    private static JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(response + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
