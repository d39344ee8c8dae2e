package io.github.apiauth.keycloak.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;

/** The grants that a client may use, as an error names them to a client that has authenticated. */
final class AllowedGrants {

    private AllowedGrants() {}

    /** The client's grants. As {@code DescriptionConverter.getOIDCGrantTypes} (26.7.0). */
    static List<String> of(RealmModel realm, ClientModel client) {
        OIDCAdvancedConfigWrapper config = OIDCAdvancedConfigWrapper.fromClientModel(client);
        Map<String, Boolean> grants = new LinkedHashMap<>();
        grants.put(OAuth2Constants.AUTHORIZATION_CODE, client.isStandardFlowEnabled());
        grants.put(OAuth2Constants.PASSWORD, client.isDirectAccessGrantsEnabled());
        grants.put(OAuth2Constants.CLIENT_CREDENTIALS, client.isServiceAccountsEnabled());
        grants.put(OAuth2Constants.REFRESH_TOKEN, config.isUseRefreshToken());
        grants.put(
                OAuth2Constants.DEVICE_CODE_GRANT_TYPE,
                realm.getOAuth2DeviceConfig().isOAuth2DeviceAuthorizationGrantEnabled(client));
        grants.put(OAuth2Constants.CIBA_GRANT_TYPE, realm.getCibaPolicy().isOIDCCIBAGrantEnabled(client));
        grants.put(OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE, config.isStandardTokenExchangeEnabled());
        grants.put(OAuth2Constants.JWT_AUTHORIZATION_GRANT, config.getJWTAuthorizationGrantEnabled());
        return grants.entrySet().stream()
                .filter(Entry::getValue)
                .map(Entry::getKey)
                .toList();
    }
}
