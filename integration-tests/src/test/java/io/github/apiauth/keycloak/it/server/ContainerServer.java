package io.github.apiauth.keycloak.it.server;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import io.github.apiauth.keycloak.launcher.DevelopmentRealm;
import io.github.apiauth.keycloak.launcher.Distribution;
import io.github.apiauth.keycloak.launcher.Project;
import io.github.apiauth.keycloak.launcher.RealmWithoutPack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.testcontainers.utility.MountableFile;

/** Keycloak's official image, run by Testcontainers. */
final class ContainerServer implements KeycloakServer {

    private static final String IMAGE =
            "quay.io/keycloak/keycloak:" + Distribution.ofThisBuild().version();
    private static final String IMPORTS = "/opt/keycloak/data/import/";
    /** Docker's own name for the machine that it runs on. */
    private static final String HOST = "host.docker.internal";

    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private final KeycloakContainer container;

    private ContainerServer(KeycloakContainer container) {
        this.container = container;
    }

    /**
     * Whether a Docker engine answers and the images can be had. Asked of the docker command, because Testcontainers waits
     * minutes for an image that it cannot pull.
     */
    static boolean isPossible() {
        boolean withoutRyuk = Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"));
        return succeeds("docker", "info")
                && ((withoutRyuk && succeeds("docker", "image", "inspect", IMAGE))
                        || succeeds("docker", "pull", IMAGE));
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(AT_MOST.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @SuppressWarnings("resource") // runs until the JVM ends
    static ContainerServer start() {
        Project project = new Project(TestProject.root());
        try {
            KeycloakContainer container = new KeycloakContainer(IMAGE)
                    .withProviderLibsFrom(
                            project.jars().stream().map(Path::toFile).toList())
                    .withCustomCommand(LOG_AT_DEBUG)
                    .withCustomCommand(CONCURRENT_LOGINS);
            Project.OPTIONS.forEach(container::withCustomCommand);
            return start(
                    container,
                    DevelopmentRealm.write(project, TestProject.target().resolve("container-import")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @SuppressWarnings("resource") // runs until the JVM ends
    static ContainerServer startWithoutPack() {
        try {
            return start(
                    new KeycloakContainer(IMAGE).withCustomCommand(CONCURRENT_LOGINS),
                    RealmWithoutPack.write(
                            new Project(TestProject.root()),
                            TestProject.target().resolve("container-import-without-pack")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ContainerServer start(KeycloakContainer container, List<Path> realm) {
        container
                .withEnabledMetrics()
                .withAdminUsername(ADMIN)
                .withAdminPassword(ADMIN_PASSWORD)
                .withEnv(Clients.SECRETS)
                .withExtraHost(HOST, "host-gateway")
                .withStartupTimeout(AT_MOST); // KeycloakContainer imports realms of its own accord
        for (Path file : realm) {
            container.withCopyFileToContainer(MountableFile.forHostPath(file, 0644), IMPORTS + file.getFileName());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "stop Keycloak"));
        container.start();
        return new ContainerServer(container);
    }

    @Override
    public String debugLog() {
        return log();
    }

    @Override
    public URI url() {
        return URI.create(container.getAuthServerUrl().replaceFirst("/$", ""));
    }

    @Override
    public String hostOfTests() {
        return HOST;
    }

    @Override
    public Metrics metrics() {
        return Metrics.at(URI.create(container.getMgmtServerUrl() + "/metrics"));
    }

    @Override
    public String log() {
        return container.getLogs();
    }
}
