package io.github.apiauth.keycloak.it.server;

import io.github.apiauth.keycloak.it.extension.ForeignEndpoint;
import io.github.apiauth.keycloak.it.extension.ForeignExtFactory;
import io.github.apiauth.keycloak.it.extension.ForeignRestFactory;
import io.github.apiauth.keycloak.launcher.KeycloakHome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.keycloak.protocol.oidc.ext.OIDCExtProviderFactory;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** A server where another extension is installed beside the pack, and has the place of the API lane. */
public final class ForeignExtensionServer {

    /** How many seconds a client of the pack may take to send a body. */
    public static final int SECONDS = 1;

    private ForeignExtensionServer() {}

    /** Starts it. To be closed by the caller. */
    public static DistributionServer start() {
        KeycloakHome home = DistributionServer.home("foreign");
        try {
            pack(home.directory().resolve("providers/foreign.jar"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return DistributionServer.start(
                "foreign", home, "", Clients.SECRETS, List.of("--spi-body-intake--node--max-seconds=" + SECONDS));
    }

    private static void pack(Path target) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target))) {
            for (Class<?> type : List.of(ForeignEndpoint.class, ForeignExtFactory.class, ForeignRestFactory.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                try (InputStream code = Objects.requireNonNull(type.getResourceAsStream("/" + name))) {
                    add(jar, name, code);
                }
            }
            addService(jar, OIDCExtProviderFactory.class, ForeignExtFactory.class);
            addService(jar, RealmResourceProviderFactory.class, ForeignRestFactory.class);
            add(jar, "META-INF/beans.xml", InputStream.nullInputStream());
        }
    }

    private static void addService(JarOutputStream jar, Class<?> service, Class<?> provider) throws IOException {
        byte[] name = provider.getName().getBytes(StandardCharsets.UTF_8);
        add(jar, "META-INF/services/" + service.getName(), new ByteArrayInputStream(name));
    }

    private static void add(JarOutputStream jar, String name, InputStream content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        content.transferTo(jar);
        jar.closeEntry();
    }
}
