package io.github.apiauth.keycloak.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestBodyTest {

    @Test
    void givenByteOrderMark_thenDropped() throws Exception {
        assertThat(RequestBody.decode("\uFEFF{}".getBytes(StandardCharsets.UTF_8))
                        .toString())
                .isEqualTo("{}");
    }

    @Test
    void givenAnotherEncoding_thenRefused() {
        assertThatThrownBy(() -> RequestBody.decode("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void givenOverlongEncoding_thenRefused() {
        assertThatThrownBy(() -> RequestBody.decode(new byte[] {(byte) 0xC0, (byte) 0xAF}))
                .isInstanceOf(CharacterCodingException.class);
    }
}
