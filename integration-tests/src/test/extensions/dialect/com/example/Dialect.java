package com.example;

import io.github.apiauth.keycloak.legacyapi.Answer;
import io.github.apiauth.keycloak.legacyapi.BodyFormat;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Failure;
import io.github.apiauth.keycloak.legacyapi.IssuedToken;
import io.github.apiauth.keycloak.legacyapi.Plugin;
import io.github.apiauth.keycloak.legacyapi.RequestRules;
import io.github.apiauth.keycloak.legacyapi.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lines of text, which no file can describe. */
final class Dialect implements Contract {

    @Override
    public String id() {
        return "dialect";
    }

    @Override
    public String base() {
        return "lines";
    }

    @Override
    public Map<Endpoint, Route> routes() {
        return Map.of(
                Endpoint.TOKEN, new Route("open", List.of("POST"), Set.of(BodyFormat.FORM), false),
                Endpoint.REVOKE, new Route("close", List.of("POST"), Set.of(BodyFormat.FORM), false));
    }

    @Override
    public RequestRules requests() {
        return new RequestRules(
                Map.of("client_id", List.of("user"), "client_secret", List.of("key")),
                "+",
                Map.of("client_credentials", new RequestRules.DefaultScope(List.of("write"), false)),
                Set.of());
    }

    @Override
    public Answer issued(IssuedToken token) {
        return text(201, "TOKEN " + token.accessToken() + "\nRIGHTS " + token.scope());
    }

    @Override
    public Answer revoked() {
        return text(200, "CLOSED");
    }

    @Override
    public Answer introspected(String json) {
        throw new UnsupportedOperationException("There is no such endpoint");
    }

    @Override
    public Answer plugins(List<Plugin> plugins) {
        throw new UnsupportedOperationException("There is no such endpoint");
    }

    @Override
    public Answer failed(Failure failure) {
        return text(failure.status(), failure.cause() + " " + failure.code());
    }

    private static Answer text(int status, String text) {
        return new Answer(status, Map.of("X-Lines", "1"), "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }
}
