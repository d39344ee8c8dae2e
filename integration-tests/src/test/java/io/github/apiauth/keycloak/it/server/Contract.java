package io.github.apiauth.keycloak.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.launcher.Project;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds every exchange with the API lane to the description of the contract that its path is of, also where a legacy path leads to
 * the lane.
 */
enum Contract {
    COMMUNITY("docs/openapi-community.yaml", "/rest/restful_api"),
    /** Whose base is none: what is no other contract's is its. */
    OFFICE("docs/openapi.yaml", "/rest/api/v2");

    /** The CORS preflight is Keycloak's own, and HEAD is HTTP's. */
    private static final Set<String> NOT_DESCRIBED = Set.of("OPTIONS", "HEAD");

    private static final Pattern LANE = Pattern.compile("/realms/[^/]+(/rest(?:/.*)?)");
    private static final Pattern LEGACY_PATH = Pattern.compile("(/[^=]+)=api/(\\w+)(/[^,]+)?,?");

    private final String file;

    @SuppressWarnings("ImmutableEnumChecker") // a document that nobody changes
    private final ApiDescription description;

    private final Pattern top;

    Contract(String file, String top) {
        this.file = file;
        this.description = ApiDescription.read(TestProject.root().resolve(file));
        this.top = Pattern.compile(top + "(?=/|$)");
    }

    ApiDescription description() {
        return description;
    }

    static void hold(HttpRequest request, byte[] body, Answer answer) {
        if (!NOT_DESCRIBED.contains(request.method())) {
            onLane(request.uri()).ifPresent(path -> of(path).hold(path, request, body, answer));
        }
    }

    private void hold(String path, HttpRequest request, byte[] body, Answer answer) {
        assertThat(description.violations(describedPath(path), request, body, answer))
                .as(
                        "%s: %s %s, answered with %s %s",
                        file, request.method(), request.uri(), answer.status(), answer.body())
                .isEmpty();
    }

    /** The path, which is within a realm, as the description has it. */
    String describedPath(String path) {
        Matcher described = top.matcher(path);
        return described.lookingAt() ? path.substring(described.end()) : path;
    }

    private static Contract of(String path) {
        return COMMUNITY.top.matcher(path).lookingAt() ? COMMUNITY : OFFICE;
    }

    /** The path within the realm, if it is one of the lane's. A slash at its end is overlooked. */
    private static Optional<String> onLane(URI address) {
        String path = address.getRawPath().replaceFirst("(?<=.)/+$", "");
        Matcher lane = LANE.matcher(path);
        if (lane.matches()) {
            return Optional.of(lane.group(1));
        }
        Matcher mapping = LEGACY_PATH.matcher(Project.LEGACY_PATHS);
        while (mapping.find()) {
            String prefix = mapping.group(1);
            // The shared server alone has legacy paths, and maps only plain ones.
            if (path.matches(Pattern.quote(prefix) + "(/[\\w-]+)*")
                    && address.getAuthority()
                            .equals(KeycloakServer.shared().url().getAuthority())) {
                return Optional.of((mapping.group(2).equals("community") ? "/rest/restful_api" : "/rest")
                        + Optional.ofNullable(mapping.group(3)).orElse("")
                        + path.substring(prefix.length()));
            }
        }
        return Optional.empty();
    }
}
