package io.github.apiauth.keycloak.it.server;

import io.github.apiauth.keycloak.launcher.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The database that the tests' servers begin with: Keycloak's tables and its realm {@code master}, whose making is half the work of a
 * first start. Kept until {@code mvn clean}, because it depends on nothing but Keycloak's version.
 */
final class FilledDatabase {

    /** Of H2's files. */
    private static final String SUFFIX = ".mv.db";

    /** Starts a server on a database. */
    interface Start {
        DistributionServer on(String url) throws IOException, InterruptedException;
    }

    private FilledDatabase() {}

    /**
     * A copy of the database, in place of an earlier one of the same name.
     *
     * @param server fills the first, where there is none yet
     * @return the copy's JDBC URL
     */
    static String copy(String name, Start server) throws IOException, InterruptedException {
        Path filled = file("filled-" + Distribution.ofThisBuild().version());
        if (!Files.exists(filled)) {
            fill(filled, server);
        }
        Path copy = file(name);
        Files.createDirectories(copy.getParent());
        Files.copy(filled, copy, StandardCopyOption.REPLACE_EXISTING);
        return url(copy);
    }

    /** Only a database that is whole gets the name under which it is looked for. */
    private static void fill(Path filled, Start server) throws IOException, InterruptedException {
        Path unfinished = file("unfinished");
        Files.deleteIfExists(unfinished);
        server.on(url(unfinished)).close();
        Files.move(unfinished, filled);
    }

    private static Path file(String name) throws IOException {
        return TestProject.target().resolve("databases").resolve(name + SUFFIX);
    }

    private static String url(Path file) {
        String path = file.toString();
        return "jdbc:h2:file:" + path.substring(0, path.length() - SUFFIX.length()) + ";NON_KEYWORDS=VALUE";
    }
}
