package io.github.apiauth.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "jane@example.com, j***@example.com",
        "JANE@EXAMPLE.COM, J***@EXAMPLE.COM",
        "j@example.com, j***@example.com",
        "😀x@example.com, 😀***@example.com",
        "jürgen@müller.example, j***@müller.example",
        "'  jane@example.com ', j***@example.com",
        "'\"jane doe\"@example.com', \"***@example.com",
        "'jane doe@example.com', j***@example.com",
        "jane@home@example.com, j***@example.com",
        "x@jane%40example.com, x***",
        "jane%40example.com, j***",
        "jane%2540example.com, j***",
        "jane&#64;example.com, j***",
        "jane(at)example.com, j***",
        "jane＠example.com, j***",
        "jane@[192.0.2.1], j***",
        "Jane <jane@example.com>, J***",
        "jane@, j***",
        "@example.com, ***@example.com",
        "@, ***",
        "' ', ***",
    })
    void givenAddress_thenOnlyItsFirstLetterAndDomainShow(String address, String shown) {
        assertThat(Names.shown(address)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane", "jane.doe", "jane_doe-2", "Jane O'Hara", "Jürgen", "山田", "जेन", "0042"})
    void givenNameThatIsNoAddress_thenItShowsWhole(String name) {
        assertThat(Names.shown(name)).isEqualTo(name);
    }
}
