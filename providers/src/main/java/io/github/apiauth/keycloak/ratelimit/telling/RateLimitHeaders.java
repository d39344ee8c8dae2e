package io.github.apiauth.keycloak.ratelimit.telling;

import io.github.apiauth.keycloak.ratelimit.counting.Usage;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.KeycloakSession;

/** The response headers of draft-ietf-httpapi-ratelimit-headers-10, which are structured fields (RFC 9651). */
public final class RateLimitHeaders {

    static final String POLICY = "RateLimit-Policy";
    static final String STATE = "RateLimit";
    public static final String RETRY_AFTER = "Retry-After";

    private static final String ATTRIBUTE = RateLimitHeaders.class.getName();

    private RateLimitHeaders() {}

    /** Sets them for the session's answer, where any limit was asked. */
    public static void set(KeycloakSession session, List<Usage> usages) {
        if (!usages.isEmpty()) {
            HttpResponse response = session.getContext().getHttpResponse();
            response.setHeader(POLICY, policy(usages));
            response.setHeader(STATE, state(usages));
            session.setAttribute(ATTRIBUTE, true);
        }
    }

    /** Whether the session's answer has them. */
    static boolean areSet(KeycloakSession session) {
        return session.getAttribute(ATTRIBUTE) != null;
    }

    /** {@code RateLimit-Policy}: the quota q of each limit, and the window w, in seconds, in which it comes back. */
    public static String policy(List<Usage> usages) {
        return list(
                usages,
                usage -> ";q=" + usage.limit().burst() + ";w=" + usage.limit().window());
    }

    /**
     * {@code RateLimit}: the remaining requests r and the seconds t until the quota is whole again; where the limit refuses,
     * until one request passes: "SHOULD reference the same point in time as the Retry-After field value".
     */
    public static String state(List<Usage> usages) {
        return list(
                usages,
                usage -> ";r=" + usage.remaining() + ";t="
                        + (usage.admitted() ? usage.secondsToFull() : usage.secondsToNext()));
    }

    private static String list(List<Usage> usages, Function<Usage, String> parameters) {
        return IntStream.range(0, usages.size())
                .mapToObj(i -> '"' + name(usages, i) + '"' + parameters.apply(usages.get(i)))
                .collect(Collectors.joining(", "));
    }

    /** Names are unique (§2.1 of the draft): a second limit for the client is {@code client-2}. */
    private static String name(List<Usage> usages, int index) {
        String name = usages.get(index).name();
        long before = usages.subList(0, index).stream()
                .filter(usage -> usage.name().equals(name))
                .count();
        return before == 0 ? name : name + '-' + (before + 1);
    }
}
