package io.github.apiauth.keycloak.contractfile;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.apiauth.keycloak.legacyapi.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * An answer, ready to be given.
 *
 * @param status the HTTP status
 * @param headers in addition
 * @param body its bytes
 * @param <T> what the answer is about
 */
record Reply<T>(ToIntFunction<T> status, Map<String, String> headers, Function<T, byte[]> body) {

    private static final String JSON = "application/json";

    /** For what Jackson has to find out at the time: the members that others add to an issued token. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .build();

    /** With the body that this node writes. */
    static <T> Reply<T> of(ToIntFunction<T> status, Map<String, String> headers, Node<T> body) {
        if (body instanceof Node.Fixed<T> fixed) {
            byte[] finished = fixed.json().getValue().getBytes(StandardCharsets.UTF_8);
            return new Reply<>(status, headers, subject -> finished);
        }
        return new Reply<>(status, headers, subject -> bytes(body, subject));
    }

    Answer answer(T subject) {
        return new Answer(status.applyAsInt(subject), headers, JSON, body.apply(subject));
    }

    /** In the buffers that Jackson keeps for its own writing, as {@code ObjectMapper.writeValueAsBytes} does (2.21). */
    private static <T> byte[] bytes(Node<T> body, T subject) {
        BufferRecycler buffers = MAPPER.getFactory()._getBufferRecycler();
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(buffers)) {
            try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
                if (body.isLeftOut(subject)) {
                    out.writeNull();
                } else {
                    body.write(subject, out);
                }
            }
            return bytes.getClearAndRelease();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            buffers.releaseToPool();
        }
    }
}
