package io.github.apiauth.keycloak.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What follows from a realm's client profiles and policies, read once until they change. Keycloak keeps both as JSON in the
 * realm's attributes, and reads them anew for each step of each request ({@code ClientPoliciesUtil}, 26.7.0).
 *
 * @param <T> what follows; must not depend on the request
 */
public final class PolicyReading<T> {

    private static final int REMEMBERED = 10_000;

    private final Function<KeycloakSession, T> reader;
    private final Cache<String, Entry<T>> entries =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** Reads with this function, which is given a session whose realm is to be read. */
    public PolicyReading(Function<KeycloakSession, T> reader) {
        this.reader = reader;
    }

    /** What follows for the session's realm. */
    public T of(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        String profiles = realm.getAttribute(Constants.CLIENT_PROFILES);
        String policies = realm.getAttribute(Constants.CLIENT_POLICIES);
        Entry<T> last = entries.getIfPresent(realm.getId());
        if (last != null && Objects.equals(profiles, last.profiles) && Objects.equals(policies, last.policies)) {
            return last.result;
        }
        Entry<T> entry = new Entry<>(profiles, policies, reader.apply(session));
        entries.put(realm.getId(), entry);
        return entry.result;
    }

    private record Entry<T>(
            @Nullable String profiles, @Nullable String policies, T result) {}
}
