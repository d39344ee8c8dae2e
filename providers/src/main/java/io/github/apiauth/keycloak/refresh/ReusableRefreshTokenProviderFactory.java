package io.github.apiauth.keycloak.refresh;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProviderFactory;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;

/** Puts {@link ReusableRefreshTokenProvider} before Keycloak's default provider, which it extends. */
public final class ReusableRefreshTokenProviderFactory extends DefaultRefreshTokenProviderFactory
        implements ListedWithVersion {

    /** The provider's id. */
    public static final String PROVIDER_ID = "reusable";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    /** Above the default provider's 0: Keycloak asks the highest first. */
    @Override
    public int order() {
        return 10;
    }

    @Override
    public RefreshTokenProvider create(KeycloakSession session) {
        return new ReusableRefreshTokenProvider(session);
    }
}
