package io.github.apiauth.keycloak.benchmark;

import java.io.IOException;

/** Another server that issues tokens. What the project has of it is a directory of its own below {@code benchmarks/peers}. */
interface Peer {

    String title();

    /** The directory's name. */
    String directory();

    /** What must be there to run it, for who has not got it. */
    String needs();

    /**
     * Fetches it and starts it, with the client {@code web-app}, whose secret is {@link Server#SECRET}.
     *
     * @throws IOException if it cannot be had here; the message says why
     */
    Issuer start(Workbench bench) throws IOException, InterruptedException;
}
