package io.github.apiauth.keycloak.answer;

import io.github.apiauth.keycloak.oidc.JsonOIDCLoginProtocolFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** The standard lane's protocol, whose logins may have begun on the API lane: Keycloak has one provider for both. */
public class LaneLoginProtocolFactory extends JsonOIDCLoginProtocolFactory {

    @Override
    public LoginProtocol create(KeycloakSession session) {
        return new LaneLogin(((OIDCLoginProtocol) super.create(session)).getConfig()).setSession(session);
    }
}
