package io.github.apiauth.keycloak.passwordhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SchemePropertyTest {

    @Property
    void whateverCallWithThePassword_thenReadAsItIsWritten(@ForAll("calls") Part.Call call) throws Exception {
        assertThat(Scheme.parse(written(call, ""))).isEqualTo(call);
        assertThat(Scheme.parse(written(call, " "))).isEqualTo(call);
    }

    @Property
    void whateverTheText_thenASchemeOrARefusal(@ForAll String text) {
        assertSchemeOrRefusal(text);
    }

    @Property
    void whateverLooksLikeAScheme_thenASchemeOrARefusal(@ForAll("nearlySchemes") String text) {
        assertSchemeOrRefusal(text);
    }

    @Property
    void whateverIsLeftOut_thenRefused(@ForAll("calls") Part.Call call, @ForAll int seed) {
        String whole = written(call, "");
        int cut = Math.floorMod(seed, whole.length());
        assertThatExceptionOfType(UnreadableHashException.class)
                .isThrownBy(() -> Scheme.parse(whole.substring(0, cut)));
    }

    @Example
    void givenMoreAfterTheEnd_thenRefusedWithItsPlace() {
        assertThatExceptionOfType(UnreadableHashException.class)
                .isThrownBy(() -> Scheme.parse("md5(password).salt"))
                .withMessageContaining("the end before character 14");
    }

    @Example
    void givenThousandsOfFunctions_thenRefused() {
        assertThatExceptionOfType(UnreadableHashException.class)
                .isThrownBy(() -> Scheme.parse("md5(".repeat(10_000) + "password" + ")".repeat(10_000)))
                .withMessageContaining("200");
    }

    private static void assertSchemeOrRefusal(String text) {
        try {
            assertThat(Scheme.parse(text).dependsOnPassword()).isTrue();
        } catch (UnreadableHashException refusal) {
            assertThat(refusal).hasMessageStartingWith("its scheme");
        }
    }

    @Provide
    Arbitrary<Part.Call> calls() {
        return call(part(2))
                .filter(call -> call.dependsOnPassword() && written(call, " ").length() <= 200);
    }

    private static Arbitrary<Part.Call> call(Arbitrary<Part> part) {
        Arbitrary<List<Part>> parts = part.list().ofMinSize(1).ofMaxSize(3);
        return Combinators.combine(Arbitraries.of(DigestFunction.class), Arbitraries.of(true, false), parts)
                .as((function, raw, all) -> new Part.Call(function, raw, List.copyOf(all)));
    }

    private static Arbitrary<Part> part(int depth) {
        Arbitrary<Part> leaf = Arbitraries.of(new Part.Password(), new Part.Salt());
        return depth == 0 ? leaf : Arbitraries.oneOf(leaf, call(part(depth - 1)).map(Part.class::cast));
    }

    @Provide
    Arbitrary<String> nearlySchemes() {
        return Arbitraries.of("md5", "sha1", "sha3", "raw:", "(", ")", ".", "password", "salt", " ", "$", "\n")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    private static String written(Part part, String space) {
        if (part instanceof Part.Password) {
            return "password" + space;
        }
        if (part instanceof Part.Call call) {
            return (call.raw() ? "raw:" : "")
                    + space
                    + call.function().name().toLowerCase(Locale.ROOT)
                    + space
                    + '('
                    + space
                    + call.parts().stream().map(inner -> written(inner, space)).collect(Collectors.joining("." + space))
                    + ')'
                    + space;
        }
        return "salt" + space;
    }
}
