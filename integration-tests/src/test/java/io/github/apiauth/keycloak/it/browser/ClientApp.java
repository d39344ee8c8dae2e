package io.github.apiauth.keycloak.it.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Browser;
import io.github.apiauth.keycloak.it.server.Confidential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** An application that users log in to: a page to come back to, which the realm's client allows as long as this is open. */
final class ClientApp implements AutoCloseable {

    private static final byte[] PAGE =
            "<!doctype html><html lang=en><title>Application</title><h1>Application".getBytes(StandardCharsets.UTF_8);

    private final HttpServer http;
    private final String clientId;
    private final List<String> redirectUris;

    private ClientApp(HttpServer http, String clientId) {
        this.http = http;
        this.clientId = clientId;
        JsonNode uris =
                AdminApi.shared().get(AdminApi.shared().client("api", clientId)).path("redirectUris");
        redirectUris = StreamSupport.stream(uris.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        allow(Stream.concat(redirectUris.stream(), Stream.of(callback())).toList());
    }

    /** Of this client of the realm {@code api}. */
    static ClientApp start(String clientId) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/callback", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, PAGE.length);
                exchange.getResponseBody().write(PAGE);
                exchange.close();
            });
            http.start();
            return new ClientApp(http, clientId);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Makes a client of the realm {@code api} whose users are asked for their consent. */
    static void createWithConsent(String clientId, String name, String... redirectUris) {
        AdminApi.shared()
                .post(
                        "/realms/api/clients",
                        Map.of(
                                "clientId",
                                clientId,
                                "name",
                                name,
                                "publicClient",
                                true,
                                "consentRequired",
                                true,
                                "redirectUris",
                                List.of(redirectUris),
                                "optionalClientScopes",
                                List.of("read", "write")));
    }

    private void allow(List<String> uris) {
        AdminApi.shared().put(AdminApi.shared().client("api", clientId), Map.of("redirectUris", uris));
    }

    /** Where the server sends the browser back to. */
    String callback() {
        return "http://localhost:" + http.getAddress().getPort() + "/callback";
    }

    /** Waits for the browser to come back, and gives what it brings, in the query or in the fragment. */
    Map<String, String> awaitRedirect(WebDriver driver) {
        // Not just contained in it: the login page's address names it as well.
        Page.await(driver, ExpectedConditions.urlMatches("^" + Pattern.quote(callback())));
        String address = String.valueOf(driver.getCurrentUrl());
        Confidential.noteRedirect(address);
        return Browser.parameters(address);
    }

    @Override
    public void close() {
        allow(redirectUris);
        http.stop(0);
    }
}
