package io.github.apiauth.keycloak.passwordhash;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.keycloak.models.credential.PasswordCredentialModel;

/** Says in the log which credentials cannot be read: each once an hour, however often somebody tries to log in with it. */
final class UnreadableHashes {

    private static final Logger LOG = Logger.getLogger(UnreadableHashes.class);
    private static final Duration SILENCE = Duration.ofHours(1);
    private static final int REMEMBERED = 10_000;

    private final Cache<String, String> said = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(SILENCE)
            .build();

    void warn(PasswordCredentialModel credential, UnreadableHashException reason) {
        String id = String.valueOf(credential.getId());
        if (said.asMap().putIfAbsent(id, id) == null) {
            LOG.warnf(
                    "No password is right for the credential %s with the algorithm %s: %s. See docs/how-to/password-hashes.md.",
                    id, credential.getPasswordCredentialData().getAlgorithm(), reason.getMessage());
        }
    }
}
