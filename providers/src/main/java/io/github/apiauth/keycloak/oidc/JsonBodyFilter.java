package io.github.apiauth.keycloak.oidc;

import io.github.apiauth.keycloak.request.BodyIntake;
import io.github.apiauth.keycloak.request.BodyType;
import io.github.apiauth.keycloak.request.FormRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.keycloak.Config;
import org.keycloak.OAuthErrorException;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/** Receives JSON for Keycloak's own endpoints before a worker thread is taken. Forms stay Keycloak's. */
@ApplicationScoped
public class JsonBodyFilter {

    private static final String PATH = "/protocol/" + OIDCLoginProtocol.LOGIN_PROTOCOL + "/";

    /** Called by Quarkus when it builds its routes. */
    void register(@Observes Filters filters) {
        Config.Scope config = Config.scope("login-protocol", OIDCLoginProtocol.LOGIN_PROTOCOL);
        if (config.getBoolean(JsonOIDCLoginProtocolFactory.JSON_REQUESTS, true)) {
            filters.register(
                    new BodyIntake(
                            JsonBodyFilter::isJson,
                            config.getInt(JsonOIDCLoginProtocolFactory.JSON_MAX_BYTES, FormRequest.DEFAULT_MAX_BYTES),
                            description ->
                                    new OAuth2ErrorRepresentation(OAuthErrorException.INVALID_REQUEST, description)),
                    BodyIntake.PRIORITY);
        }
    }

    private static boolean isJson(HttpServerRequest request) {
        return BodyIntake.isBelow(PATH, request)
                && BodyType.of(request.getHeader(HttpHeaders.CONTENT_TYPE)) == BodyType.JSON;
    }
}
