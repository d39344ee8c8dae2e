package io.github.apiauth.keycloak.legacypath;

import io.github.apiauth.keycloak.lane.Lanes;
import io.github.apiauth.keycloak.request.CalledPath;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Sends requests for legacy paths to the API lane, before any other route sees them. With {@code --http-relative-path} they are
 * below that path, like all that Keycloak serves. Method, headers, body and query stay;
 * issuer, redirects, cookies and CORS are those of the lane's own address, because Keycloak derives them from host and realm. What a
 * client signs may name the address that it called ({@link CalledPath}).
 *
 * <p>Registered only where a mapping is configured.
 */
@ApplicationScoped
public class LegacyPathFilter {

    /** After Keycloak's {@code RejectNonNormalizedPathFilter} (26.7.0), which has seen to dots and double slashes. */
    private static final int ORDER = -100;

    private static final int BAD_REQUEST = 400;

    private static final String ROOT_PATH = "quarkus.http.root-path";

    /** Called by Quarkus when it builds its routes. */
    void register(@Observes Router router, Lanes lanes) {
        LegacyPaths paths = LegacyPathConfig.read();
        if (!paths.isEmpty()) {
            String root = ConfigProvider.getConfig()
                    .getOptionalValue(ROOT_PATH, String.class)
                    .orElse("/")
                    .replaceFirst("/+$", "");
            router.route()
                    .order(ORDER)
                    .handler(context -> handle(context, paths, lanes, root))
                    .failureHandler(context -> handleFailure(context, paths, lanes, root));
        }
    }

    /** A request that Vert.x refuses before all handlers, such as one without Host, is for the lane to refuse. */
    private static void handleFailure(RoutingContext context, LegacyPaths paths, Lanes lanes, String root) {
        if (context.statusCode() == BAD_REQUEST && context.normalizedPath().startsWith(root + "/")) {
            handle(context, paths, lanes, root);
        } else {
            context.next();
        }
    }

    private static void handle(RoutingContext context, LegacyPaths paths, Lanes lanes, String root) {
        // Quarkus lets filters see what is below the relative path only.
        String path = context.request().path().substring(root.length());
        Optional<String> target = paths.target(path, lanes::top);
        if (target.isEmpty()) {
            context.next();
            return;
        }
        CalledPath.note(context, path);
        String query = context.request().query(); // which Vert.x (4.5) would forget
        context.reroute(root + target.get() + (query == null ? "" : "?" + query));
    }
}
