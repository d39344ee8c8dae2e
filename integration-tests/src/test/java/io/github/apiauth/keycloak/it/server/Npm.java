package io.github.apiauth.keycloak.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;

/** Packages of npm, where Node.js and npm's registry are. */
public final class Npm {

    private static final String NEW_ENOUGH = "const [major, minor] = process.versions.node.split('.');"
            + " process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)";

    private Npm() {}

    /** Installs what the directory's lock file names. */
    public static void install(Path directory) {
        assumeTrue(Shell.succeeds("node", "-e", NEW_ENOUGH), "Node.js 20.19 or newer is not installed here");
        assumeTrue(
                Shell.succeeds("npm", "ping", "--fetch-retries=0"),
                "npm is not installed here, or its registry cannot be reached");
        Shell.Result result = Shell.run(directory, Map.of(), "npm", "ci");
        assertThat(result.code()).as(result.output()).isZero();
    }
}
