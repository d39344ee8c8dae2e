package io.github.apiauth.keycloak.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.launcher.Project;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds every exchange with the API lane to docs/openapi.yaml, also where a legacy path leads to the lane. */
final class Contract {

    static final ApiDescription DESCRIPTION =
            ApiDescription.read(TestProject.root().resolve("docs/openapi.yaml"));

    /** The CORS preflight is Keycloak's own, and HEAD is HTTP's. */
    private static final Set<String> NOT_DESCRIBED = Set.of("OPTIONS", "HEAD");

    private static final Pattern LANE = Pattern.compile("/realms/[^/]+/rest(/.*)?");
    private static final String BASE = "/realms/[^/]+/rest/api/v2";
    private static final Pattern LEGACY_PATH = Pattern.compile("(/[^=]+)=api(/[^,]+)?");

    private Contract() {}

    static void hold(HttpRequest request, byte[] body, Answer answer) {
        if (!NOT_DESCRIBED.contains(request.method())) {
            path(request.uri()).ifPresent(path -> assertThat(DESCRIPTION.violations(path, request, body, answer))
                    .as(
                            "docs/openapi.yaml: %s %s, answered with %s %s",
                            request.method(), request.uri(), answer.status(), answer.body())
                    .isEmpty());
        }
    }

    /** The path as the document has it, if it is one of the lane's. A slash at its end is overlooked. */
    private static Optional<String> path(URI address) {
        String path = address.getRawPath().replaceFirst("(?<=.)/+$", "");
        if (LANE.matcher(path).matches()) {
            return Optional.of(path.replaceFirst("^" + BASE + "(?=/|$)", ""));
        }
        Matcher mapping = LEGACY_PATH.matcher(Project.LEGACY_PATHS);
        while (mapping.find()) {
            String prefix = mapping.group(1);
            // The shared server alone has legacy paths, and maps only plain ones.
            if (path.matches(Pattern.quote(prefix) + "(/[\\w-]+)*")
                    && address.getAuthority()
                            .equals(KeycloakServer.shared().url().getAuthority())) {
                return Optional.of(Optional.ofNullable(mapping.group(2)).orElse("") + path.substring(prefix.length()));
            }
        }
        return Optional.empty();
    }
}
