package io.github.apiauth.keycloak.envelope;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code data} of an issued token (RFC 6749 §5.1).
 *
 * @param accessToken the access token
 * @param tokenType {@code Bearer}, or what the token is bound to
 * @param expiresIn the access token's lifetime in seconds
 * @param refreshToken left out where the grant gives none
 * @param scope the scopes that were granted, separated by spaces
 * @param idToken only where the scope {@code openid} was asked for
 * @param more members that the grant's own specification or a mapper of the administrator adds, such as
 *     {@code issued_token_type} (RFC 8693 §2.2.1)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"access_token", "token_type", "expires_in", "refresh_token", "scope", "id_token"})
public record TokenData(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,
        @JsonProperty("refresh_token") @Nullable String refreshToken,
        @JsonProperty("scope") String scope,
        @JsonProperty("id_token") @Nullable String idToken,
        @JsonAnyGetter Map<String, Object> more) {}
