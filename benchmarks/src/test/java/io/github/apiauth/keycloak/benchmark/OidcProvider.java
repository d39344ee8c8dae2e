package io.github.apiauth.keycloak.benchmark;

import io.github.apiauth.keycloak.launcher.KeycloakProcess;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** The npm registry's oidc-provider on Node.js: one process, its store in memory. */
final class OidcProvider implements Peer {

    @Override
    public String title() {
        return "oidc-provider on Node.js";
    }

    @Override
    public String directory() {
        return "node";
    }

    @Override
    public String needs() {
        return "Node.js 20.19 or newer, npm and its registry";
    }

    @Override
    public Issuer start(Workbench bench) throws IOException, InterruptedException {
        bench.run(Map.of(), "npm", "ci", "--no-audit", "--no-fund");
        int port = KeycloakProcess.freePort();
        ProcessHandle node = bench.start(
                Map.of("NODE_ENV", "production"), "node", "server.mjs", String.valueOf(port), Server.SECRET);
        URI url = URI.create("http://localhost:" + port);
        return new Issuer(title(), url.resolve("/token"), url.resolve("/jwks"), Lane.FORM, Map.of("node", node));
    }
}
