package io.github.apiauth.keycloak.it.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command {@code ./migrate}, into a realm of the shared server. */
public final class Migrate {

    private Migrate() {}

    /** What it needs to know of this user of the old database, who may have no password, and of the administrator. */
    public static Map<String, String> environment(String user, String password) {
        Map<String, String> environment = new HashMap<>();
        environment.put("MIGRATE_DATABASE_USER", user);
        environment.put("MIGRATE_DATABASE_PASSWORD", password);
        environment.put("MIGRATE_ADMIN_USER", KeycloakServer.ADMIN);
        environment.put("MIGRATE_ADMIN_PASSWORD", KeycloakServer.ADMIN_PASSWORD);
        environment.put("MIGRATE_JAVA_OPTIONS", "-Xmx64m " + Shell.SHORT_LIVED_JVM);
        return environment;
    }

    /** The command line. */
    public static String[] command(String from, String realm, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "./migrate",
                "--from",
                from,
                "--to",
                KeycloakServer.shared().url().toString(),
                "--realm",
                realm));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    /** Runs it. */
    public static Shell.Result run(Map<String, String> environment, String from, String realm, String... more) {
        return Shell.run(TestProject.root(), environment, command(from, realm, more));
    }
}
