package io.github.apiauth.keycloak.passwordhash;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CryptReaderPropertyTest {

    private final CryptReader reader = new CryptReader();

    @Property
    void whateverTheValue_thenAHashOrARefusal(@ForAll String value) {
        assertHashOrRefusal(value);
    }

    @Property
    void whateverLooksLikeAHash_thenAHashOrARefusal(@ForAll("nearlyHashes") String value) {
        assertHashOrRefusal(value);
    }

    private void assertHashOrRefusal(String value) {
        try {
            assertThat(reader.read(Vectors.crypt(value)).is("wrong")).isFalse();
        } catch (UnreadableHashException refusal) {
            assertThat(refusal).hasMessageStartingWith("its ");
        }
    }

    @Provide
    Arbitrary<String> nearlyHashes() {
        return Arbitraries.of(
                        "$2y$04$",
                        "$1$",
                        "$5$",
                        "$6$",
                        "$P$",
                        "$H$",
                        "7",
                        "9",
                        "rounds=1000$",
                        "rounds=",
                        "$",
                        "salt",
                        "+=",
                        ".",
                        "a".repeat(8),
                        "b".repeat(22),
                        "c".repeat(43),
                        "d".repeat(53),
                        "e".repeat(86))
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }
}
