package io.github.apiauth.keycloak.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "::ffff:192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
        "2001:db8:1:2::, 20010db800010002/64",
        "2001:db8:1:3::, 20010db800010003/64",
        "::1, 0000000000000000/64",
        "fe80::1%eth0, fe80000000000000/64",
    })
    void givenAddress_thenItsNetwork(String address, String network) {
        assertThat(SourceAddress.of(address)).isEqualTo(network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_hidden", "localhost", "192.0.2", "1.2.3.4.5"})
    void givenNoAddress_thenUnknown(String text) {
        assertThat(SourceAddress.of(text)).isEqualTo("unknown");
    }

    @Test
    void givenNothing_thenUnknown() {
        assertThat(SourceAddress.of((String) null)).isEqualTo("unknown");
    }
}
