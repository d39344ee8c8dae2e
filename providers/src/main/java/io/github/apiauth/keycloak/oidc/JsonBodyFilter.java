package io.github.apiauth.keycloak.oidc;

import io.github.apiauth.keycloak.intake.Intake;
import io.github.apiauth.keycloak.intake.Lane;
import io.github.apiauth.keycloak.legacyapi.Answer;
import io.github.apiauth.keycloak.request.BodyType;
import io.github.apiauth.keycloak.request.FormRequest;
import io.github.apiauth.keycloak.request.OAuthError;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** Receives JSON for Keycloak's own endpoints before a worker thread is taken. Forms stay Keycloak's. */
@ApplicationScoped
public class JsonBodyFilter implements Lane {

    /** The realm's keys are the same wherever they are asked for, so Keycloak gives them to requests without Host too. */
    private static final String KEYS = "/protocol/" + OIDCLoginProtocol.LOGIN_PROTOCOL + "/certs";

    private final int maxBytes = Config.scope("login-protocol", OIDCLoginProtocol.LOGIN_PROTOCOL)
            .getInt(JsonOIDCLoginProtocolFactory.JSON_MAX_BYTES, FormRequest.DEFAULT_MAX_BYTES);

    private volatile @Nullable JsonOIDCLoginProtocolFactory active;

    /** Called by Quarkus when it builds its routes. */
    void register(@Observes Router router, Intake intake) {
        intake.open(this, router);
    }

    /** Called by the factory that Keycloak uses. */
    void activate(JsonOIDCLoginProtocolFactory factory) {
        active = factory;
    }

    @Override
    public boolean answers(String path) {
        JsonOIDCLoginProtocolFactory factory = active;
        return factory != null && factory.readsJson(path) && !path.equals(KEYS);
    }

    @Override
    public boolean reads(HttpServerRequest request) {
        return BodyType.of(request.getHeader(HttpHeaders.CONTENT_TYPE)) == BodyType.JSON;
    }

    @Override
    public int maxBytes() {
        return maxBytes;
    }

    @Override
    public Answer error(String path, int status, String code, String description) {
        return new Answer(status, Map.of(), MediaType.APPLICATION_JSON, OAuthError.json(code, description));
    }
}
