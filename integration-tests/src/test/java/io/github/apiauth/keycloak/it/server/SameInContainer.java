package io.github.apiauth.keycloak.it.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Tests of what the same Keycloak does in a container too: they ask nothing of the image, the platform, the import, the metrics or the
 * log. {@code .ci/run} leaves them out there; {@code .ci/run --all} does not.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(SameInContainer.TAG)
public @interface SameInContainer {

    /** For jqwik, which has tags of its own. */
    String TAG = "same-in-container";
}
