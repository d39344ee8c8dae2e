package io.github.apiauth.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailsTest {

    @ParameterizedTest
    @CsvSource({
        "jane@example.com, j***@example.com",
        "j@example.com, j***@example.com",
        "😀x@example.com, 😀***@example.com",
        "@example.com, ***",
        "jane, ***",
    })
    void givenEmail_thenOnlyItsFirstLetterAndDomainShow(String email, String masked) {
        assertThat(Emails.masked(email)).isEqualTo(masked);
    }
}
