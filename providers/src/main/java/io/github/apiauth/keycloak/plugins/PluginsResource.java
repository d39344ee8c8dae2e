package io.github.apiauth.keycloak.plugins;

import io.github.apiauth.keycloak.legacyapi.Plugin;
import io.github.apiauth.keycloak.request.OAuthError;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.cors.Cors;

/**
 * {@code GET …/plugins} lists the API's plugins; whatever is below answers 404 and says why, because a plugin's own endpoints are
 * in the API and not in Keycloak. All needs a bearer token with the scope {@code read}.
 */
public class PluginsResource {

    private static final String SCOPE = "read";

    private final KeycloakSession session;
    private final String below;

    /**
     * The resource for the session's request.
     *
     * @param below what follows the path of the plugins, without a slash at either end
     */
    public PluginsResource(KeycloakSession session, String below) {
        this.session = session;
        this.below = below;
    }

    /**
     * The plugins, by name.
     *
     * @param activated {@code true} or {@code 1} for those that are activated, {@code false} or {@code 0} for the others
     */
    @GET
    public Response list(@QueryParam("is_activated") @Nullable String activated) {
        BearerToken.require(session, SCOPE);
        return Response.ok(new PluginList(
                        Plugins.of(session, realm()).filter(filter(activated)).toList()))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /** The CORS preflight. */
    @OPTIONS
    public Response preflight() {
        return Cors.builder()
                .auth()
                .preflight()
                .allowedMethods("GET", "OPTIONS")
                .add(Response.ok());
    }

    /**
     * A plugin's own endpoints: they are not here, whatever the method. Scripts of other origins may read why.
     *
     * @throws WebApplicationException 404, or what {@link BearerToken#require} throws
     */
    public void requireNoPlugin() {
        if (!below.isEmpty()
                && !session.getContext().getHttpRequest().getHttpMethod().equals(HttpMethod.OPTIONS)) {
            BearerToken.require(session, SCOPE);
            throw failure(Status.NOT_FOUND, whyNot(below));
        }
    }

    /** Paths name the plugin at any place ({@code finance/expenses/reports}): the first name that is known counts, or the last. */
    private String whyNot(String path) {
        String[] names = path.split("/", -1);
        Map<String, Plugin> plugins =
                Plugins.of(session, realm()).collect(Collectors.toMap(Plugin::name, Function.identity()));
        Optional<Plugin> known = Stream.of(names)
                .map(name -> plugins.get(name.toLowerCase(Locale.ROOT)))
                .filter(Objects::nonNull)
                .findFirst();
        if (known.isEmpty()) {
            return "Plugin '" + shortened(names[names.length - 1]) + "' is unknown";
        }
        Plugin plugin = known.get();
        if (!plugin.activated()) {
            return "Plugin '" + plugin.name() + "' is not activated";
        }
        return "Plugin '" + plugin.name() + "' is activated, but its endpoints are in the API and not here"
                + (plugin.url() == null ? "" : ": " + plugin.url());
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }

    private static Predicate<Plugin> filter(@Nullable String activated) {
        if (activated == null || activated.isEmpty()) {
            return plugin -> true;
        }
        // PHP's http_build_query writes true and false as 1 and 0.
        return switch (activated) {
            case "true", "1" -> Plugin::activated;
            case "false", "0" -> plugin -> !plugin.activated();
            default -> throw failure(Status.BAD_REQUEST, "Parameter 'is_activated' must be true, false, 1 or 0");
        };
    }

    private static String shortened(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "...";
    }

    private static WebApplicationException failure(Status status, String description) {
        return OAuthError.refusal(
                status.getStatusCode(), OAuthErrorException.INVALID_REQUEST, OAuthError.printable(description));
    }
}
