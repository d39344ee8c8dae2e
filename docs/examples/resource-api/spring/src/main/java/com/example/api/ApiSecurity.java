package com.example.api;

import static org.springframework.security.config.Customizer.withDefaults;

import com.example.api.ResourceApi.Envelope;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/** Who may call the API, and what the others are told (RFC 6750 §3). Issuer, keys and audience are in application.properties. */
@Configuration
class ApiSecurity {

    private static final Logger LOG = LoggerFactory.getLogger(ApiSecurity.class);

    private final JsonMapper json;

    ApiSecurity(JsonMapper json) {
        this.json = json;
    }

    @Bean
    SecurityFilterChain api(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests
                        .requestMatchers(HttpMethod.GET).hasAuthority("SCOPE_read")
                        .anyRequest().hasAuthority("SCOPE_write"))
                .oauth2ResourceServer(server -> server
                        .jwt(withDefaults())
                        .authenticationEntryPoint(this::refuse)
                        // Else what is not the token's failure would leave the filter as an exception.
                        .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                            @Override
                            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                                filter.setAuthenticationFailureHandler(ApiSecurity.this::refuse);
                                return filter;
                            }
                        }))
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(this::refuse).accessDeniedHandler(this::refuse))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // there are no cookies
                .build();
    }

    /** Besides issuer, audience and signature. */
    @Bean
    OAuth2TokenValidator<Jwt> accessToken() {
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ofSeconds(30));
        times.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                times, new JwtClaimValidator<>("typ", "Bearer"::equals)); // and no ID token
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationServiceException) {
            LOG.warn(failure.getMessage()); // a realm that does not answer is our failure, not the token's
            answer(response, 503, new Failure("temporarily_unavailable", null), "Try again later");
        } else if (failure instanceof OAuth2AuthenticationException) {
            String description = "The access token is invalid or has expired";
            challenge(
                    response,
                    401,
                    "invalid_token",
                    description,
                    ", error=\"invalid_token\", error_description=\"" + description + '"');
        } else {
            challenge(response, 401, "invalid_token", "The access token is missing", "");
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        String scope = request.getMethod().equals("GET") ? "read" : "write";
        challenge(
                response,
                403,
                "insufficient_scope",
                "The access token has not the scope " + scope,
                ", error=\"insufficient_scope\", scope=\"" + scope + '"');
    }

    private void challenge(HttpServletResponse response, int status, String code, String description, String challenge)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"api\"" + challenge);
        answer(response, status, new Failure(code, description), description);
    }

    private void answer(HttpServletResponse response, int status, Failure failure, String message) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        json.writeValue(response.getOutputStream(), new Envelope(true, failure, message));
    }

    /** What is wrong. */
    record Failure(
            String error, @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("error_description") String description) {}
}
