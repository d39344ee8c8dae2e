package io.github.apiauth.keycloak.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantedTokenTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "read write, write read, read write",
                "read write openid, openid write read, read write openid",
                "read write, read, read",
                "read, read write, read write",
                "read read, read, read",
                "-, write read, write read",
                "read, '', ''",
                "-, -, ''",
            })
    void givenWhatWasAsked_thenGrantedScopesInThatOrder(String asked, String granted, String expected) {
        assertThat(GrantedToken.inOrderOf(asked, granted)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "read write, read, ''",
                "read write, write read, ''",
                "read, -, ''",
                "read, '', ''",
                "read, read write admin, write admin",
                "-, read, read",
            })
    void givenGrantedScope_thenWhatIsAskedForBeyondItIsNamed(String granted, String asked, String beyond) {
        assertThat(String.join(" ", GrantedToken.beyond(granted, asked))).isEqualTo(beyond);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 4600, 3600, 3600",
        "1000, 4601, 3600, 3600", // a second began between iat and exp
        "1000, 1300, 3600, 300", // the session ends sooner
        "1000, 5000, -1, 4000", // as long as the session
    })
    void givenIatAndExp_thenTheLifetimeThatIsSet(long iat, long exp, long lifespan, long lifetime) {
        assertThat(GrantedToken.lifetime(iat, exp, lifespan)).isEqualTo(lifetime);
    }
}
