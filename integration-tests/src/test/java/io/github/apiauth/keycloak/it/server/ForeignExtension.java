package io.github.apiauth.keycloak.it.server;

import io.github.apiauth.keycloak.launcher.KeycloakHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Another project's extension of Keycloak, beside the pack in a server's {@code providers}. Its sources and resources are in a
 * directory of {@code src/test/extensions}; it is compiled against the server that it is for.
 */
final class ForeignExtension {

    private static final String JAR = ".jar";

    /** Class files for any Java that Keycloak runs on. */
    private static final List<String> OPTIONS = List.of("--release", "17", "-proc:none");

    private ForeignExtension() {}

    /**
     * Compiles the extension and puts its jar where the server looks for it.
     *
     * @param name of its directory
     * @param home a home of the caller's own, with the pack in it
     */
    static void install(String name, KeycloakHome home) {
        try {
            Path sources = TestProject.root()
                    .resolve("integration-tests/src/test/extensions")
                    .resolve(name);
            Path classes = Files.createDirectories(TestProject.target().resolve("extensions/" + name));
            List<Path> classPath = new ArrayList<>(files(home.directory().resolve("lib/lib/main"), JAR));
            classPath.addAll(files(home.directory().resolve("providers"), JAR));
            compile(files(sources, ".java"), classPath, classes);
            Path jar = TestProject.target().resolve("extensions/" + name + ".jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                add(out, classes, files(classes, ".class"));
                add(out, sources, files(sources.resolve("META-INF"), ""));
            }
            home.install(jar);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void compile(List<Path> sources, List<Path> classPath, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            boolean compiled = compiler.getTask(
                            null, files, null, OPTIONS, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("The extension does not compile: see above");
            }
        }
    }

    private static List<Path> files(Path directory, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static void add(JarOutputStream out, Path directory, List<Path> files) throws IOException {
        for (Path file : files) {
            JarEntry entry = new JarEntry(directory.relativize(file).toString());
            entry.setTime(0); // so that a jar with the same content is the same
            out.putNextEntry(entry);
            Files.copy(file, out);
        }
    }
}
