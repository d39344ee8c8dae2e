package io.github.apiauth.keycloak.benchmark.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.crypto.password.NoOpPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;

/** Spring Authorization Server as Spring Boot sets it up: all else is in application.yml. */
@SpringBootApplication
public class AuthorizationServer {

    /** Starts it: {@code --server.port=…}, and the client's secret as {@code SECRET} in the environment. */
    public static void main(String[] arguments) {
        SpringApplication.run(AuthorizationServer.class, arguments);
    }

    /** Secrets as they are, as the other servers keep them: Spring's default, bcrypt, would cost many times what the token does. */
    @Bean
    @SuppressWarnings("deprecation") // no other encoder leaves them as they are: the default replaces even {noop} by bcrypt
    PasswordEncoder secrets() {
        return NoOpPasswordEncoder.getInstance();
    }

    @Bean
    OAuth2AuthorizationService authorizations() {
        return new LatestAuthorizations();
    }
}
