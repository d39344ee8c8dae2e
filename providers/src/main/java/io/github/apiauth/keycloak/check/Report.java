package io.github.apiauth.keycloak.check;

import io.github.apiauth.keycloak.lane.Lanes;
import io.github.apiauth.keycloak.legacyapi.Answer;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Failure;
import io.github.apiauth.keycloak.legacyapi.Failure.Cause;
import io.github.apiauth.keycloak.legacyapi.IssuedToken;
import io.github.apiauth.keycloak.legacyapi.Plugin;
import io.github.apiauth.keycloak.legacyapi.RequestRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that a contract says, shown on examples. */
final class Report {

    private final Contract contract;
    private final StringBuilder text = new StringBuilder();

    Report(Contract contract) {
        this.contract = contract;
    }

    String text() {
        line("Contract '" + contract.id() + "', below /realms/{realm}" + Lanes.top(contract));
        section("Endpoints");
        contract.routes()
                .forEach((endpoint, route) -> line("%-10s /%s   %s%s"
                        .formatted(
                                name(endpoint),
                                route.path(),
                                String.join(", ", route.methods()),
                                route.formats().isEmpty()
                                        ? ""
                                        : "   "
                                                + route.formats().stream()
                                                        .map(Report::name)
                                                        .sorted()
                                                        .collect(Collectors.joining(", ")))));
        section("Requests");
        requests(contract.requests());
        section("A token request for user credentials");
        line(Requests.samples(contract).stripTrailing());
        answers();
        return text.toString();
    }

    private void requests(RequestRules rules) {
        new TreeMap<>(rules.aliases())
                .forEach((parameter, names) -> line(parameter + " may be called " + String.join(", ", names)));
        new TreeMap<>(rules.defaultScopes())
                .forEach((grant, scope) -> line(grant + " without a scope asks for " + String.join(" ", scope.scopes())
                        + (scope.ifAllowed() ? ", as far as the client has them" : "")));
        line("tolerated: "
                + (rules.tolerances().isEmpty()
                        ? "nothing"
                        : rules.tolerances().stream().map(Report::name).sorted().collect(Collectors.joining(", "))));
    }

    private void answers() {
        if (contract.routes().containsKey(Endpoint.TOKEN)) {
            section("A token is issued for user credentials");
            answer(contract.issued(token("password")));
            section("A token is refreshed");
            answer(contract.issued(token("refresh_token")));
        }
        if (contract.routes().containsKey(Endpoint.REVOKE)) {
            section("A token is revoked");
            answer(contract.revoked());
        }
        if (contract.routes().containsKey(Endpoint.INTROSPECT)) {
            section("A token is introspected");
            answer(contract.introspected("{\"active\":true,\"scope\":\"read write\",\"client_id\":\"web-app\"}"));
        }
        if (contract.routes().containsKey(Endpoint.PLUGINS)) {
            section("Plugins are listed");
            answer(contract.plugins(List.of(
                    new Plugin("expenses", true, "Expenses", null, "https://api.example.com/expenses"),
                    new Plugin("stock", false, null, null, null))));
        }
        for (Cause cause : Cause.values()) {
            section("Failure: " + name(cause));
            switch (cause) {
                case GRANT -> {
                    failure(cause, 400, "invalid_grant", "password");
                    failure(cause, 400, "invalid_grant", "refresh_token");
                    failure(cause, 400, "invalid_grant", "authorization_code");
                }
                case GRANT_TYPE -> {
                    failure(cause, 400, "unsupported_grant_type", "none");
                    failure(cause, 400, "unauthorized_client", "password");
                }
                default -> failure(cause, status(cause), code(cause), null);
            }
        }
    }

    private static IssuedToken token(String grantType) {
        return new IssuedToken(grantType, "eyJ…", "Bearer", 3600, "eyJ…", "read write", null, Map.of());
    }

    private void failure(Cause cause, int status, String code, @Nullable String grantType) {
        if (grantType != null) {
            line("grant_type " + grantType);
        }
        answer(contract.failed(
                new Failure(cause, status, code, "What is wrong and how to mend it", Endpoint.TOKEN, grantType)));
    }

    private static int status(Cause cause) {
        return switch (cause) {
            case CLIENT, BEARER_TOKEN -> 401;
            case ACCESS -> 403;
            case PATH -> 404;
            case METHOD -> 405;
            case BODY -> 413;
            case MEDIA_TYPE -> 415;
            case RATE_LIMIT -> 429;
            case SERVER -> 500;
            case OVERLOAD -> 503;
            default -> 400;
        };
    }

    private static String code(Cause cause) {
        return switch (cause) {
            case CLIENT -> "invalid_client";
            case SCOPE -> "invalid_scope";
            case REDIRECT_URI -> "redirect_uri_mismatch";
            case BEARER_TOKEN -> "invalid_token";
            case ACCESS -> "access_denied";
            case RATE_LIMIT -> "rate_limit_exceeded";
            case SERVER -> "server_error";
            case OVERLOAD -> "temporarily_unavailable";
            default -> "invalid_request";
        };
    }

    private void answer(Answer answer) {
        line("HTTP " + answer.status());
        new TreeMap<>(answer.headers()).forEach((name, value) -> line(name + ": " + value));
        line(new String(answer.body(), StandardCharsets.UTF_8));
    }

    private void section(String title) {
        text.append('\n').append(title).append('\n');
    }

    private void line(String line) {
        text.append(line.indent(2));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
