package io.github.apiauth.keycloak.oldtoken;

import org.keycloak.provider.ProviderFactory;

/**
 * Makes {@link OldTokenProvider}s. An implementation is named in
 * {@code META-INF/services/io.github.apiauth.keycloak.oldtoken.OldTokenProviderFactory} of a jar in {@code providers/}.
 */
public interface OldTokenProviderFactory extends ProviderFactory<OldTokenProvider> {}
