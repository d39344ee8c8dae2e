package io.github.apiauth.keycloak.benchmark;

import io.github.apiauth.keycloak.launcher.KeycloakProcess;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Spring Authorization Server in Spring Boot, its client and store in memory, with Keycloak's Java and heap. */
final class SpringAuthorizationServer implements Peer {

    @Override
    public String title() {
        return "Spring Authorization Server";
    }

    @Override
    public String directory() {
        return "spring";
    }

    @Override
    public String needs() {
        return "Maven and Maven Central";
    }

    @Override
    public Issuer start(Workbench bench) throws IOException, InterruptedException {
        bench.run(Map.of(), "mvn", "-q", "-B", "package");
        int port = KeycloakProcess.freePort();
        ProcessHandle java = bench.start(
                Map.of("SECRET", Server.SECRET),
                "java",
                "-Xms768m",
                "-Xmx768m",
                "-jar",
                "target/server.jar",
                "--server.port=" + port);
        URI url = URI.create("http://localhost:" + port);
        return new Issuer(
                title(), url.resolve("/oauth2/token"), url.resolve("/oauth2/jwks"), Lane.FORM, Map.of("java", java));
    }
}
