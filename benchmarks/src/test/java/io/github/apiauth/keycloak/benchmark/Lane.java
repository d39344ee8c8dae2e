package io.github.apiauth.keycloak.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Where and how a request is sent. */
enum Lane {
    /** What all others are compared with. */
    STOCK("Keycloak without the pack, form", Servers.Kind.STOCK, "/realms/api/protocol/openid-connect/", false),
    FORM("standard lane, form", Servers.Kind.PACK, "/realms/api/protocol/openid-connect/", false),
    JSON("standard lane, JSON", Servers.Kind.PACK, "/realms/api/protocol/openid-connect/", true),
    API_FORM("API lane, form", Servers.Kind.PACK, "/realms/api/rest/api/v2/oauth/", false),
    API_JSON("API lane, JSON", Servers.Kind.PACK, "/realms/api/rest/api/v2/oauth/", true),
    LEGACY("legacy path, JSON", Servers.Kind.PACK, "/rest/api/v2/oauth/", true),
    LIMITED("API lane, JSON, rate limit on", Servers.Kind.PACK, "/realms/limited/rest/api/v2/oauth/", true),
    /** Whose limit is exceeded. */
    REFUSING("API lane, JSON, rate limit exceeded", Servers.Kind.PACK, "/realms/refusing/rest/api/v2/oauth/", true),
    NATIVE("API lane, JSON, native signatures", Servers.Kind.DELIVERED, "/realms/api/rest/api/v2/oauth/", true),
    DELIVERED(
            "as delivered: API lane, JSON, rate limit on",
            Servers.Kind.DELIVERED,
            "/realms/limited/rest/api/v2/oauth/",
            true),
    /** This and what follows: as delivered, but for one thing. */
    EVALUATED("… all policies evaluated", Servers.Kind.EVALUATING, "/realms/limited/rest/api/v2/oauth/", true),
    SEARCHED("… sessions searched for", Servers.Kind.SEARCHING, "/realms/limited/rest/api/v2/oauth/", true),
    UNSTORED("… logins of clients not stored", Servers.Kind.DELIVERED, "/realms/unstored/rest/api/v2/oauth/", true),
    ES256("… ES256", Servers.Kind.DELIVERED, "/realms/es256/rest/api/v2/oauth/", true),
    ES256_FORM("… ES256, standard lane, form", Servers.Kind.DELIVERED, "/realms/es256/protocol/openid-connect/", false),
    VOLATILE("… sessions in memory only", Servers.Kind.VOLATILE, "/realms/limited/rest/api/v2/oauth/", true),
    PARALLEL_GC("… parallel collector", Servers.Kind.PARALLEL_GC, "/realms/limited/rest/api/v2/oauth/", true),
    COMPACT_HEADERS(
            "… compact object headers (Java 25)",
            Servers.Kind.COMPACT_HEADERS,
            "/realms/limited/rest/api/v2/oauth/",
            true),
    FEW_WORKERS("… eight worker threads", Servers.Kind.FEW_WORKERS, "/realms/limited/rest/api/v2/oauth/", true);

    private static final String REALMS = "/realms/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final String title;
    final Servers.Kind server;
    private final String path;
    private final boolean json;

    Lane(String title, Servers.Kind server, String path, boolean json) {
        this.title = title;
        this.server = server;
        this.path = path;
        this.json = json;
    }

    /** The path of {@code token} or {@code introspect}. */
    String path(String endpoint) {
        return path + (path.contains("openid-connect") && endpoint.equals("introspect") ? "token/" : "") + endpoint;
    }

    String realm() {
        return path.startsWith(REALMS) ? path.substring(REALMS.length(), path.indexOf('/', REALMS.length())) : "api";
    }

    String contentType() {
        return json ? "application/json" : "application/x-www-form-urlencoded";
    }

    String body(Map<String, String> parameters) {
        try {
            return json ? MAPPER.writeValueAsString(parameters) : form(parameters);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
