package com.example.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A resource API: mvn package; PORT=8090 java -jar target/api.jar. Who may call it is {@link ApiSecurity}'s. */
@SpringBootApplication
@RestController
public class ResourceApi {

    public static void main(String[] arguments) {
        SpringApplication.run(ResourceApi.class, arguments);
    }

    /** The API's answer. */
    @JsonPropertyOrder({"error", "data", "message"})
    record Envelope(boolean error, Object data, String message) {}

    /** Who calls. */
    record Caller(String client, String user) {}

    @RequestMapping("/**")
    Envelope welcome(@AuthenticationPrincipal Jwt token) {
        return new Envelope(
                false, new Caller(token.getClaimAsString("azp"), token.getClaimAsString("legacy_id")), "Welcome");
    }
}
