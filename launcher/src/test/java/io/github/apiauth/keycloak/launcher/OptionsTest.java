package io.github.apiauth.keycloak.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static final Path PROJECT = Path.of("project");

    @Test
    void givenNothing_thenDefaults() throws Exception {
        Options options = Options.parse(PROJECT);
        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.directory()).isAbsolute().endsWithRaw(Path.of("project/.server"));
        assertThat(options.fresh()).isFalse();
        assertThat(options.help()).isFalse();
        assertThat(options.keycloak()).isEmpty();
    }

    @Test
    void givenOptions_thenRead() throws Exception {
        Options options = Options.parse(
                PROJECT, "--port", "9090", "--host", "0.0.0.0", "--home", "x", "--fresh", "--", "--log-level=debug");
        assertThat(options.port()).isEqualTo(9090);
        assertThat(options.host()).isEqualTo("0.0.0.0");
        assertThat(options.directory()).isAbsolute().endsWithRaw(Path.of("x"));
        assertThat(options.fresh()).isTrue();
        assertThat(options.keycloak()).containsExactly("--log-level=debug");
    }

    @ParameterizedTest
    @CsvSource({"8080, 9080", "64535, 65535", "64536, 63536"})
    void givenPort_thenMetricsAreBesideIt(int port, int metrics) throws Exception {
        assertThat(Options.parse(PROJECT, "--port", String.valueOf(port)).managementPort())
                .isEqualTo(metrics);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", ""})
    void givenNoPort_thenSaid(String port) {
        assertThatThrownBy(() -> Options.parse(PROJECT, "--port", port))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("1 to 65535");
    }

    @Test
    void givenMissingValue_thenSaid() {
        assertThatThrownBy(() -> Options.parse(PROJECT, "--port"))
                .isInstanceOf(StartException.class)
                .hasMessage("Option --port needs a value.");
    }

    @Test
    void givenUnknownOption_thenOptionsAreListed() {
        assertThatThrownBy(() -> Options.parse(PROJECT, "--prot"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Unknown option --prot")
                .hasMessageContaining("--port PORT");
    }
}
