package io.github.apiauth.keycloak.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Platforms that have a native library, and others. */
class CorrettoTest {

    @Test
    void givenPlatformWithoutALibrary_thenTheJdkAndTheReason() {
        Engine engine = Corretto.load("Windows 11", "amd64");
        assertThat(engine.provider()).isEmpty();
        assertThat(engine.description()).isEqualTo("JDK (no native library for Windows 11 on amd64)");
    }

    /** The library of one of these is of another processor than the one that this runs on. */
    @Test
    void givenLibraryThatCannotBeLoaded_thenTheJdkAndTheReason() {
        String other = System.getProperty("os.arch").equals("amd64") ? "aarch64" : "amd64";
        Engine engine = Corretto.load("Linux", other);
        assertThat(engine.provider()).isEmpty();
        assertThat(engine.description()).startsWith("JDK (the native library cannot be loaded: ");
    }
}
