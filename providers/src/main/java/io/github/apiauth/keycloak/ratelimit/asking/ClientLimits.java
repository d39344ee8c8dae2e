package io.github.apiauth.keycloak.ratelimit.asking;

import io.github.apiauth.keycloak.ratelimit.counting.Limits;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;

/** What all executors together set whose policies match. A client's roles are asked for only where one of them looks at roles. */
final class ClientLimits {

    private final Collection<RoleLimits> all;
    private final boolean lookAtRoles;
    private final Set<Limits> withoutRole;

    ClientLimits(Collection<RoleLimits> all) {
        this.all = all;
        lookAtRoles = all.stream().anyMatch(limits -> !limits.byRole().isEmpty());
        withoutRole = each(RoleLimits::otherwise);
    }

    /** For this client, or for one that is not known. Its roles are those that it has, as {@code ClientRolesCondition} (26.7.0) sees them. */
    Set<Limits> of(@Nullable ClientModel client) {
        if (client == null || !lookAtRoles) {
            return withoutRole;
        }
        Set<String> roles = client.getRolesStream().map(RoleModel::getName).collect(Collectors.toSet());
        return each(limits -> limits.of(roles));
    }

    private Set<Limits> each(Function<RoleLimits, Limits> choose) {
        return Collections.unmodifiableSet(
                all.stream().map(choose).collect(Collectors.<Limits, Set<Limits>>toCollection(LinkedHashSet::new)));
    }
}
