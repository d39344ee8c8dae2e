package io.github.apiauth.keycloak.intake;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.UriInfo;

/** Paths within a realm. */
public final class RealmPath {

    private static final String REALMS = "/realms/";

    private RealmPath() {}

    /** The request's path as RESTEasy is going to match it (normalized, not decoded), see {@link #within(String)}. */
    static String of(RoutingContext context) {
        String mount = context.mountPoint(); // with --http-relative-path
        String path = context.normalizedPath();
        return within(mount == null ? path : path.substring(mount.length() - (mount.endsWith("/") ? 1 : 0)));
    }

    /** The request's path within a realm, see {@link #within(String)}. RESTEasy has it with or without a slash first. */
    public static String of(UriInfo uri) {
        String path = uri.getPath();
        return within(path.startsWith("/") ? path : '/' + path);
    }

    /** What follows {@code /realms/{realm}} in this path, or nothing in any other. */
    public static String within(String path) {
        int end = path.startsWith(REALMS) ? path.indexOf('/', REALMS.length()) : -1;
        return end < 0 ? "" : path.substring(end);
    }

    /** Whether a path within a realm is this one or below it. */
    public static boolean isBelow(String top, String path) {
        return path.startsWith(top) && (path.length() == top.length() || path.charAt(top.length()) == '/');
    }

    /** This path without the slashes at its end, which RESTEasy overlooks. */
    public static String withoutSlashesAtEnd(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
