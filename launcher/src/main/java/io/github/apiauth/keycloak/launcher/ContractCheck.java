package io.github.apiauth.keycloak.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program behind {@code ./legacy-api}: the pack's own check of contracts, on the classes of Keycloak, without a server. */
final class ContractCheck {

    static final String COMMAND = "legacy-api";

    private static final String CHECK = "check";
    private static final String PROGRAM = "io.github.apiauth.keycloak.check.Check";

    private ContractCheck() {}

    /**
     * Runs the check and gives its exit code.
     *
     * @param arguments {@code check} and those of the pack's program
     */
    static int run(Project project, List<String> arguments) throws IOException, InterruptedException {
        Path keycloak = Distribution.ofThisBuild().unpackInto(project.root().resolve("launcher/target/keycloak"));
        String classes = String.join(
                System.getProperty("path.separator"),
                project.jars().get(0).toString(),
                keycloak.resolve("lib/lib/main") + "/*",
                keycloak.resolve("lib/lib/boot") + "/*");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes, PROGRAM));
        // Anything but check makes the program explain itself.
        command.addAll(
                !arguments.isEmpty() && arguments.get(0).equals(CHECK)
                        ? arguments.subList(1, arguments.size())
                        : List.of());
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
