package io.github.apiauth.keycloak.legacyusers;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Puts {@link LegacyUsersResource} at {@code /admin/realms/{realm}/legacy-users}. */
public final class LegacyUsersFactory
        implements AdminRealmResourceProviderFactory, AdminRealmResourceProvider, ListedWithVersion {

    /** The last part of the path. */
    public static final String PROVIDER_ID = "legacy-users";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public Object getResource(
            KeycloakSession session,
            RealmModel realm,
            AdminPermissionEvaluator permissions,
            AdminEventBuilder adminEvent) {
        return new LegacyUsersResource(session, realm, permissions);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
