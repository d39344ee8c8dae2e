package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.TestProject;
import io.github.apiauth.keycloak.launcher.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The Dockerfile, from which Compose and Kubernetes take the image. */
class ImageTest {

    @Test
    void givenWhatStartSetsForMetrics_thenTheImageSetsItToo() throws IOException {
        String dockerfile = Files.readString(TestProject.root().resolve("Dockerfile"));
        assertThat(Project.METRICS).isNotEmpty().allSatisfy(option -> assertThat(dockerfile)
                .containsPattern("ENV .*\\b" + variable(option) + "\\b"));
    }

    /** {@code --metrics-enabled=true} is {@code KC_METRICS_ENABLED=true}. */
    private static String variable(String option) {
        String[] parts = option.split("=", 2);
        return parts[0].replaceFirst("-", "KC").replace('-', '_').toUpperCase(Locale.ROOT) + "=" + parts[1];
    }
}
