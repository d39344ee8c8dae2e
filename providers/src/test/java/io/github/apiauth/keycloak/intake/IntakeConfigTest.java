package io.github.apiauth.keycloak.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeConfigTest {

    private static final long HEAP = 1_000_000_000;

    @ParameterizedTest
    @CsvSource({"10%, 100000000", "1 %, 10000000", "64M, 67108864", "512K, 524288", "1000, 1000"})
    void givenMemory_thenBytes(String configured, long bytes) {
        assertThat(IntakeConfig.Limits.of(configured, "10", HEAP).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0%", "100%", "-1", "ten", "10%%", "2G", "1.5"})
    void givenUnreadableMemory_thenErrorNamesTheOption(String configured) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntakeConfig.Limits.of(configured, "10", HEAP))
                .withMessageStartingWith("The option --spi-body-intake--node--max-memory is '" + configured + "'")
                .withMessageContaining("such as 10%");
    }

    @Test
    void givenSeconds_thenSeconds() {
        assertThat(IntakeConfig.Limits.of("10%", "30", HEAP).seconds()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "10s", "99999999999"})
    void givenUnreadableSeconds_thenErrorNamesTheOption(String configured) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntakeConfig.Limits.of("10%", configured, HEAP))
                .withMessage("The option --spi-body-intake--node--max-seconds is '" + configured
                        + "': it must be a number of seconds, at least 1");
    }
}
