package io.github.apiauth.keycloak.oidc;

import io.github.apiauth.keycloak.intake.RealmPath;
import io.github.apiauth.keycloak.lane.RealmChoice;
import io.github.apiauth.keycloak.oldtoken.OldTokenRevocation;
import io.github.apiauth.keycloak.ratelimit.TokenRateLimit;
import io.github.apiauth.keycloak.ratelimit.asking.ClientAuthentication;
import io.github.apiauth.keycloak.request.AuthorizationHeader;
import io.github.apiauth.keycloak.request.BodyType;
import io.github.apiauth.keycloak.request.FormAhead;
import io.github.apiauth.keycloak.request.FormRequest;
import io.github.apiauth.keycloak.request.InvalidRequestException;
import io.github.apiauth.keycloak.request.ReadingRules;
import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.HttpMethod;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.events.EventBuilder;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * Keycloak's OpenID Connect protocol, whose endpoints below {@code /realms/{realm}/protocol/openid-connect} also take a
 * POST with a JSON body.
 *
 * <p>Takes the place of {@link OIDCLoginProtocolFactory} (26.7.0) by its higher {@link #order()}. A JSON body becomes form
 * parameters before the endpoint is created, in realms that have chosen the pack ({@link RealmChoice}), and a token of the old
 * server that is to be revoked becomes one of Keycloak's; everything after that is Keycloak's own code, so the answer is the one that
 * the same parameters get as a form. A body that breaks a rule is answered with status 400 or 413 and an RFC 6749 §5.2
 * error. Every other request passes untouched.
 *
 * <p>Options: {@code --spi-login-protocol--openid-connect--json-requests=false} switches it off;
 * {@code --spi-login-protocol--openid-connect--json-max-bytes} is the longest body.
 */
public class JsonOIDCLoginProtocolFactory extends OIDCLoginProtocolFactory implements ListedWithVersion {

    static final String JSON_REQUESTS = "json-requests";
    static final String JSON_MAX_BYTES = "json-max-bytes";

    private static final String ENDPOINTS = "/protocol/" + OIDCLoginProtocol.LOGIN_PROTOCOL;
    private static final String REVOCATION = ENDPOINTS + "/revoke";
    private static final String EXTENSIONS = ENDPOINTS + "/ext";
    /** Keycloak's own extensions (PAR, CIBA): others may read JSON of their own, so nothing of them is touched. */
    private static final List<String> FORM_EXTENSIONS = List.of(EXTENSIONS + "/par", EXTENSIONS + "/ciba");

    private final FormAhead formAhead = new FormAhead();
    private boolean jsonRequests = true;
    private int maxBytes = FormRequest.DEFAULT_MAX_BYTES;

    @Override
    public void init(Config.Scope config) {
        super.init(config);
        jsonRequests = config.getBoolean(JSON_REQUESTS, true);
        maxBytes = config.getInt(JSON_MAX_BYTES, FormRequest.DEFAULT_MAX_BYTES);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        super.postInit(factory);
        CDI.current().select(JsonBodyFilter.class).get().activate(this);
    }

    @Override
    public Object createProtocolEndpoint(KeycloakSession session, EventBuilder event) {
        boolean json = RealmChoice.of(session).isMade();
        if ((json || TokenRateLimit.isOn(session))
                && ClientAuthentication.takesPlaceAt(session.getContext().getHttpRequest())) {
            TokenRateLimit.check(session, () -> read(session, json));
            if (revokes(session.getContext().getHttpRequest())) {
                OldTokenRevocation.translate(session);
            }
        } else if (json) {
            readJson(session);
        }
        return super.createProtocolEndpoint(session, event);
    }

    private static boolean revokes(HttpRequest request) {
        return RealmPath.isBelow(REVOCATION, RealmPath.within(request.getUri().getPath()));
    }

    /** Reads a request that authenticates a client as the endpoint is going to see it. */
    private void read(KeycloakSession session, boolean json) {
        try {
            AuthorizationHeader.requireAtMostOne(
                    session.getContext().getHttpRequest().getHttpHeaders());
        } catch (InvalidRequestException invalid) {
            throw invalid.answer();
        }
        if (json) {
            readJson(session);
        }
        formAhead.read(session.getContext().getHttpRequest());
    }

    private void readJson(KeycloakSession session) {
        HttpRequest request = session.getContext().getHttpRequest();
        if (request.getHttpMethod().equals(HttpMethod.POST)
                && BodyType.of(request.getHttpHeaders()) == BodyType.JSON
                && readsJson(RealmPath.within(request.getUri().getPath()))) {
            try {
                session.getContext().setHttpRequest(FormRequest.read(request, maxBytes, ReadingRules.STANDARD));
            } catch (InvalidRequestException invalid) {
                throw invalid.answer();
            }
        }
    }

    /**
     * Whether a JSON body that is sent to this path is read here.
     *
     * @param path what follows {@code /realms/{realm}}
     */
    boolean readsJson(String path) {
        return jsonRequests
                && RealmPath.isBelow(ENDPOINTS, path)
                && (!RealmPath.isBelow(EXTENSIONS, path)
                        || FORM_EXTENSIONS.stream().anyMatch(extension -> RealmPath.isBelow(extension, path)));
    }

    /** One above the factory that it replaces. */
    @Override
    public int order() {
        return super.order() + 1;
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return Stream.concat(
                        super.getConfigMetadata().stream(),
                        ProviderConfigurationBuilder.create()
                                .property()
                                .name(JSON_REQUESTS)
                                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                                .helpText("Whether the OAuth endpoints take JSON request bodies besides forms.")
                                .defaultValue(true)
                                .add()
                                .property()
                                .name(JSON_MAX_BYTES)
                                .type("int")
                                .helpText("The longest JSON request body in bytes; longer ones are answered with 413.")
                                .defaultValue(FormRequest.DEFAULT_MAX_BYTES)
                                .add()
                                .build()
                                .stream())
                .toList();
    }
}
