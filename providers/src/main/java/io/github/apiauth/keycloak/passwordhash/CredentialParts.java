package io.github.apiauth.keycloak.passwordhash;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.credential.dto.PasswordSecretData;

/** What stands in a password's credential: value and salt in its {@code secretData}, parameters in its {@code credentialData}. */
final class CredentialParts {

    static final String CHARSET = "charset";

    private final String value;
    private final byte[] salt;
    private final Map<String, List<String>> parameters;

    private CredentialParts(String value, byte[] salt, Map<String, List<String>> parameters) {
        this.value = value;
        this.salt = salt;
        this.parameters = parameters;
    }

    /** Those of the credential, which may have these parameters and no others. */
    static CredentialParts of(PasswordCredentialModel credential, Set<String> known) throws UnreadableHashException {
        PasswordSecretData secret = credential.getPasswordSecretData();
        if (secret == null || secret.getValue() == null || secret.getValue().isEmpty()) {
            throw new UnreadableHashException("its secretData has no \"value\": put the old hash there");
        }
        Map<String, List<String>> parameters =
                credential.getPasswordCredentialData().getAdditionalParameters();
        if (!known.containsAll(parameters.keySet())) {
            throw new UnreadableHashException(
                    "its additionalParameters may be " + new TreeSet<>(known) + ", and it has others");
        }
        byte[] salt = secret.getSalt();
        return new CredentialParts(secret.getValue(), salt == null ? new byte[0] : salt, parameters);
    }

    String value() {
        return value;
    }

    byte[] salt() {
        return salt.clone();
    }

    /** A parameter of the additional ones, each of which Keycloak keeps as a list. */
    Optional<String> parameter(String name) throws UnreadableHashException {
        if (!parameters.containsKey(name)) {
            return Optional.empty();
        }
        List<String> values = parameters.get(name);
        if (values == null || values.size() != 1 || values.get(0) == null) {
            throw new UnreadableHashException("its parameter " + name + " must have one value");
        }
        return Optional.of(values.get(0));
    }

    /** UTF-8, if nothing else is said. */
    Charset charset() throws UnreadableHashException {
        String name = parameter(CHARSET).orElse(StandardCharsets.UTF_8.name());
        try {
            Charset charset = Charset.forName(name);
            if (charset.canEncode()) {
                return charset;
            }
        } catch (IllegalArgumentException unknown) {
            // Answered below.
        }
        throw new UnreadableHashException(
                "its charset is none that Java can write: leave it out for UTF-8, or say latin1");
    }
}
