package io.github.apiauth.keycloak.launcher;

import java.nio.file.Path;
import java.util.List;

/**
 * A checkout of this project after {@code mvn package}.
 *
 * @param root its top directory
 */
public record Project(Path root) {

    /** The option of {@code kc.sh} that maps the legacy paths to the realm {@code api}. */
    public static final String LEGACY_PATHS =
            "--spi-legacy-path--host-root--mappings=/rest/api/v2=api/office/api/v2,/restful_api=api/community,"
                    + "/index.php/restful_api=api/community";

    /** The options of {@code kc.sh} with which the pack is delivered, as the image sets them. */
    public static final List<String> OPTIONS = List.of(
            LEGACY_PATHS,
            "--spi-client-policy-manager--default--skip-idle=true",
            "--spi-user-session-persister--jpa--skip-transient=true");

    /** The option of {@code kc.sh} without which the others of {@link #METRICS} are refused. */
    static final String METRICS_ENABLED = "--metrics-enabled=true";

    /** The options of {@code kc.sh} for what docs/operations shows, as the image sets them. */
    public static final List<String> METRICS = List.of(
            METRICS_ENABLED,
            "--event-metrics-user-enabled=true",
            "--event-metrics-user-tags=realm,clientId",
            "--http-metrics-histograms-enabled=true");

    /** The jars that go into {@code providers/} of Keycloak's home. */
    public List<Path> jars() {
        return List.of(
                root.resolve("providers/target/keycloak-api-auth.jar"),
                root.resolve("themes/target/keycloak-api-auth-themes.jar"));
    }

    /** The realm for production. */
    public Path realm() {
        return root.resolve("realm-config/api-realm.json");
    }

    /** The development set: clients of that realm. */
    public Path developmentClients() {
        return root.resolve("realm-config/dev/api-clients.json");
    }

    /** The development set: users of that realm. */
    public Path developmentUsers() {
        return root.resolve("realm-config/dev/api-users-0.json");
    }
}
