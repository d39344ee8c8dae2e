package io.github.apiauth.keycloak.oldtokenstore;

import io.github.apiauth.keycloak.oldtoken.OldTokenProvider;
import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import jakarta.ws.rs.NotFoundException;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Puts {@link LegacyTokensResource} at {@code /admin/realms/{realm}/legacy-tokens}, where the tokens are kept by this room. */
public final class LegacyTokensFactory
        implements AdminRealmResourceProviderFactory, AdminRealmResourceProvider, ListedWithVersion {

    /** The last part of the path. */
    public static final String PROVIDER_ID = "legacy-tokens";

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
        if (!(session.getProvider(OldTokenProvider.class) instanceof StoredTokens)) {
            throw new NotFoundException("Another provider of old tokens has been chosen");
        }
        return new LegacyTokensResource(session, realm, permissions, adminEvent);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
