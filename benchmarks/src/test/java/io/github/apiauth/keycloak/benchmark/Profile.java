package io.github.apiauth.keycloak.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import one.convert.Arguments;
import one.convert.JfrToFlame;

/** Where a server's processor time goes, by Java Flight Recorder's samples of it (Java 25, Linux), as a flame graph. */
final class Profile {

    private static final String SMALLEST = "0.3"; // per cent: what is narrower is not drawn

    private final Path recording;
    private final Path flameGraph;
    private final Path settings;
    private final ServerProbe server;

    Profile(Path target, Lane lane, ServerProbe server) {
        String name = "profile-" + lane;
        this.recording = target.resolve(name + ".jfr");
        this.flameGraph = target.resolve(name + ".html");
        this.settings = target.resolve("profile.jfc");
        this.server = server;
    }

    void begin() {
        try (InputStream resource =
                Objects.requireNonNull(Profile.class.getResourceAsStream("/profile.jfc"), "profile.jfc")) {
            Files.copy(resource, settings, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.jcmd("jfrStart", "name=profile", "settings=" + settings, "filename=" + recording);
    }

    void end() {
        server.jcmd("jfrStop", "name=profile");
        try {
            JfrToFlame.convert(
                    recording.toString(),
                    flameGraph.toString(),
                    new Arguments("--cpu-time", "--norm", "--simple", "--dot", "--minwidth", SMALLEST));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        System.out.println("Written to " + flameGraph);
    }
}
