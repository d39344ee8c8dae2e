package io.github.apiauth.keycloak.signature;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Provider;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * The Amazon Corretto Crypto Provider, whose jars for Linux lie inside the pack's jar.
 *
 * <p>A class loader of its own keeps it apart: a server on any other platform never sees its classes, and one whose JVM brings
 * the provider in another version keeps that.
 */
final class Corretto {

    private static final Logger LOG = Logger.getLogger(Corretto.class);
    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private Corretto() {}

    /** Begins to load the library at the first call, and says in the log what came of it. */
    static CompletableFuture<Engine> engine() {
        return Loading.ENGINE;
    }

    /** For an operating system and an architecture as Java names them. */
    static Engine load(String system, String architecture) {
        try {
            Provider provider = provider(copy(system, architecture));
            LOG.infof("Signatures are made natively, by %s", provider.getInfo());
            return Engine.ofNative(provider);
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError failure) {
            String reason = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
            LOG.warnf("Signatures are made by the JDK, which takes longer: %s", reason);
            return Engine.ofJdk(reason);
        }
    }

    private static Path copy(String system, String architecture) throws IOException {
        String name = "/META-INF/native/%s-%s.jar".formatted(system.toLowerCase(Locale.ROOT), architecture);
        try (InputStream bundled = Corretto.class.getResourceAsStream(name)) {
            if (bundled == null) {
                throw new FileNotFoundException("no native library for " + system + " on " + architecture);
            }
            Path copy = Files.createTempFile("keycloak-api-auth-", ".jar");
            copy.toFile().deleteOnExit();
            Files.copy(bundled, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        }
    }

    @SuppressWarnings("resource") // the provider's classes come from it as long as the JVM runs
    private static Provider provider(Path jar) throws IOException, ReflectiveOperationException {
        ClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        Class<?> type = Class.forName(PROVIDER, true, loader);
        Provider provider = (Provider) type.getField("INSTANCE").get(null);
        // The class can be used without its library too: it then offers nothing.
        if (type.getMethod("getLoadingError").invoke(provider) instanceof Throwable failure) {
            throw new IOException("the native library cannot be loaded: " + failure, failure);
        }
        return provider;
    }

    /** Once for all algorithms, and beside Keycloak's start: it takes some tenths of a second. */
    private static final class Loading {

        static final CompletableFuture<Engine> ENGINE =
                CompletableFuture.supplyAsync(() -> load(System.getProperty("os.name"), System.getProperty("os.arch")));
    }
}
