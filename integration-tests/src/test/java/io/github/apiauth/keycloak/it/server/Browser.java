package io.github.apiauth.keycloak.it.server;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Just enough of a browser for Keycloak's login form: cookies, no redirects to clients, no script. */
public final class Browser {

    private static final Pattern FORM_ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    /** By hand: Keycloak's cookies are Secure, which Java's CookieManager sends over HTTPS only, unlike a browser on localhost. */
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** What the address bar shows. */
    private URI address = KeycloakServer.shared().url();

    /** Opens an address, and follows where the server sends the browser on to another page of its own. */
    public Answer open(URI address) {
        this.address = address;
        Answer answer = send(HttpRequest.newBuilder(address), "GET", "");
        List<String> location = answer.header("Location");
        boolean onTheServer = !location.isEmpty()
                && URI.create(location.get(0)).getAuthority().equals(address.getAuthority());
        return onTheServer ? open(URI.create(location.get(0))) : answer;
    }

    /** Fills in the login form on this page and sends it. */
    public Answer login(Answer page, String username, String password) {
        return submit(page, "username=" + encode(username) + "&password=" + encode(password));
    }

    /** Sends the form on this page with these fields, form-encoded. */
    public Answer submit(Answer page, String fields) {
        Matcher action = FORM_ACTION.matcher(page.body());
        if (!action.find()) {
            throw new IllegalStateException("There is no form: " + page.status() + " " + page.body());
        }
        return send(
                HttpRequest.newBuilder(address.resolve(action.group(1).replace("&amp;", "&")))
                        .header("Content-Type", "application/x-www-form-urlencoded"),
                "POST",
                fields);
    }

    /** Opens an authorization endpoint's address, logs in as the development set's user, and gives the redirect to the client. */
    public static Answer loginAsJane(URI address) {
        Browser browser = new Browser();
        Answer answer = browser.login(browser.open(address), "jane@example.com", "jane-password");
        if (answer.status() / 100 != 3) {
            throw new IllegalStateException("No redirect: " + answer.status() + " " + answer.body());
        }
        return answer;
    }

    /** The parameters in the query or the fragment that a redirect leads to. */
    public static Map<String, String> parameters(Answer redirect) {
        return parameters(redirect.header("Location").get(0));
    }

    /** The parameters in the query or the fragment of an address. */
    public static Map<String, String> parameters(String address) {
        String parameters = address.substring(Math.max(address.indexOf('?'), address.indexOf('#')) + 1);
        Map<String, String> map = new LinkedHashMap<>();
        for (String parameter : parameters.split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            map.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return map;
    }

    private Answer send(HttpRequest.Builder request, String method, String body) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        Answer answer = Request.send(request, method, body.getBytes(StandardCharsets.UTF_8));
        for (String cookie : answer.header("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return answer;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
