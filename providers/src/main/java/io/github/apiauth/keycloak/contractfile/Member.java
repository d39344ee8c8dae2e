package io.github.apiauth.keycloak.contractfile;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What stands between the braces of an object.
 *
 * @param <T> what the answer is about
 */
sealed interface Member<T> {

    /** Writes the member for one answer, if it has a value. */
    void write(T subject, JsonGenerator out) throws IOException;

    /** Its JSON, if it is the same for all answers. */
    default Optional<String> fixed() {
        return Optional.empty();
    }

    /** A name with its value. */
    record Named<T>(SerializedString name, Node<T> node) implements Member<T> {

        @Override
        public void write(T subject, JsonGenerator out) throws IOException {
            if (!node.isLeftOut(subject)) {
                out.writeFieldName(name);
                node.write(subject, out);
            }
        }

        @Override
        public Optional<String> fixed() {
            return node instanceof Node.Fixed<T> value
                    ? Optional.of(
                            Node.quoted(name.getValue()) + ':' + value.json().getValue())
                    : Optional.empty();
        }
    }

    /**
     * As many as an extension adds, without those that the object has already.
     *
     * @param others the names of the object's other members
     */
    record Spread<T>(Function<T, Map<String, Object>> members, Set<String> others) implements Member<T> {

        @Override
        public void write(T subject, JsonGenerator out) throws IOException {
            for (Map.Entry<String, Object> member : members.apply(subject).entrySet()) {
                if (!others.contains(member.getKey())) {
                    out.writePOJOField(member.getKey(), member.getValue());
                }
            }
        }
    }
}
