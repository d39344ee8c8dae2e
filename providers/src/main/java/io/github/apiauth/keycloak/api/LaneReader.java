package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.credentials.BasicAuthentication;
import io.github.apiauth.keycloak.credentials.UnreadableToken;
import io.github.apiauth.keycloak.legacyapi.RequestRules;
import io.github.apiauth.keycloak.legacyapi.RequestRules.Tolerance;
import io.github.apiauth.keycloak.legacyapi.Route;
import io.github.apiauth.keycloak.request.AuthorizationHeader;
import io.github.apiauth.keycloak.request.BodyType;
import io.github.apiauth.keycloak.request.FormRequest;
import io.github.apiauth.keycloak.request.InvalidRequestException;
import io.github.apiauth.keycloak.request.ReadingRules;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.CredentialRepresentation;

/** Reads a request as the contract's clients send it. */
final class LaneReader {

    private static final Set<String> CREDENTIALS = Set.of(
            OAuth2Constants.CLIENT_SECRET,
            OAuth2Constants.CLIENT_ASSERTION,
            CredentialRepresentation.PASSWORD,
            OAuth2Constants.REFRESH_TOKEN,
            OAuth2Constants.CODE,
            OAuth2Constants.ACCESS_TOKEN,
            "token");

    private final ReadingRules rules;
    private final boolean sameCredentialsTwice;
    private final int maxBytes;
    /** Those of the contract's clients' names that must not be in the query string. */
    private final Set<String> credentials;

    private LaneReader(ReadingRules rules, boolean sameCredentialsTwice, int maxBytes, Set<String> credentials) {
        this.rules = rules;
        this.sameCredentialsTwice = sameCredentialsTwice;
        this.maxBytes = maxBytes;
        this.credentials = credentials;
    }

    static LaneReader of(RequestRules requests, Route route, int maxBytes) {
        Set<BodyType> types = EnumSet.noneOf(BodyType.class);
        route.formats().forEach(format -> types.add(BodyType.valueOf(format.name())));
        return new LaneReader(
                new ReadingRules(
                        types,
                        requests.aliases(),
                        requests.scopeSeparators(),
                        requests.tolerances().contains(Tolerance.NUMBERS),
                        requests.tolerances().contains(Tolerance.UNKNOWN_MEMBERS)),
                requests.tolerances().contains(Tolerance.SAME_CREDENTIALS_TWICE),
                maxBytes,
                CREDENTIALS.stream()
                        .flatMap(name -> Stream.concat(
                                Stream.of(name), requests.aliases().getOrDefault(name, List.of()).stream()))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Reads the session's request and sets it anew, so that Keycloak's endpoint finds form parameters.
     *
     * @return the parameters that Keycloak's endpoint finds
     * @throws WebApplicationException with an RFC 6749 §5.2 error (400, 413, 415) if the request cannot be accepted
     */
    MultivaluedMap<String, String> read(KeycloakSession session) {
        HttpRequest request = session.getContext().getHttpRequest();
        try {
            AuthorizationHeader.requireAtMostOne(request.getHttpHeaders());
            refuseCredentialsInQuery(request.getUri().getQueryParameters());
            HttpRequest form = FormRequest.read(request, maxBytes, rules);
            MultivaluedMap<String, String> parameters = form.getDecodedFormParameters();
            refuseTwoAuthentications(request.getHttpHeaders().getHeaderString(HttpHeaders.AUTHORIZATION), parameters);
            UnreadableToken.replaceIn(parameters);
            session.getContext().setHttpRequest(form);
            return parameters;
        } catch (InvalidRequestException invalid) {
            throw invalid.answer();
        }
    }

    /**
     * The parameters of the session's query string, which is all that a GET request has.
     *
     * @throws WebApplicationException 400 if they contradict each other
     */
    MultivaluedMap<String, String> readQuery(KeycloakSession session) {
        MultivaluedMap<String, String> parameters =
                new MultivaluedHashMap<>(session.getContext().getUri().getQueryParameters());
        try {
            rules.translate(parameters);
            return parameters;
        } catch (InvalidRequestException invalid) {
            throw invalid.answer();
        }
    }

    /** Query strings end up in logs and histories (RFC 6749 §2.3.1). */
    private void refuseCredentialsInQuery(MultivaluedMap<String, String> query) throws InvalidRequestException {
        for (String name : query.keySet()) {
            if (credentials.contains(name)) {
                throw InvalidRequestException.parameter(name, "must be in the body, not in the query string");
            }
        }
    }

    /** RFC 6749 §2.3: "The client MUST NOT use more than one authentication method in each request." */
    private void refuseTwoAuthentications(@Nullable String authorization, MultivaluedMap<String, String> parameters)
            throws InvalidRequestException {
        boolean basic = AuthorizationHeader.isBasic(authorization);
        String secret = parameters.getFirst(OAuth2Constants.CLIENT_SECRET);
        if (basic
                && secret != null
                && sameCredentialsTwice
                && BasicAuthentication.isSame(
                        String.valueOf(authorization), parameters.getFirst(OAuth2Constants.CLIENT_ID), secret)) {
            parameters.remove(OAuth2Constants.CLIENT_SECRET);
        }
        long methods = Stream.of(
                        basic,
                        parameters.containsKey(OAuth2Constants.CLIENT_SECRET),
                        parameters.containsKey(OAuth2Constants.CLIENT_ASSERTION))
                .filter(Boolean::booleanValue)
                .count();
        if (methods > 1) {
            throw InvalidRequestException.because("The client authenticates in more than one way: use either the"
                    + " Authorization header or the body");
        }
    }
}
