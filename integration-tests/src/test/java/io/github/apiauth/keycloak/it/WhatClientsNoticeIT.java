package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.ADMIN_APP;
import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens are as docs/what-clients-notice.md says. */
@Once
class WhatClientsNoticeIT {

    @Test
    void givenUsersToken_thenAsLongAsThePageSays() throws IOException {
        assertLengths(ofJane());
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVER_APP, ADMIN_APP})
    void givenClientsToken_thenAsLongAsThePageSays(String client) throws IOException {
        assertLengths(Request.api()
                .basic(client, secret(client))
                .json("grant_type", "client_credentials", "scope", "read write"));
    }

    @Test
    void givenUsersToken_thenTheClaimsThatThePageNames() {
        JsonNode claims = Jwt.claims(ofJane().data("access_token"));
        assertThat(UUID.fromString(claims.path("sub").asText())).isNotNull();
        assertThat(claims.path("azp").asText()).isEqualTo(WEB_APP);
        assertThat(claims.path("scope").asText().split(" ")).containsExactlyInAnyOrder("read", "write");
        assertThat(claims.path("jti").asText()).isNotBlank();
        assertThat(claims.has("client_id") || claims.has("user_id")).isFalse();
    }

    private static Answer ofJane() {
        return Request.api()
                .basic(WEB_APP, secret(WEB_APP))
                .json(
                        "grant_type",
                        "password",
                        "email",
                        "jane@example.com",
                        "password",
                        "jane-password",
                        "scope",
                        "read write");
    }

    private static void assertLengths(Answer issued) throws IOException {
        String page = Files.readString(TestProject.root().resolve("docs/what-clients-notice.md"));
        for (String token : new String[] {"access", "refresh"}) {
            Matcher row = Pattern.compile("\n\\| " + token + " token \\|.*a JWT of (\\d+) to (\\d+) characters")
                    .matcher(page);
            assertThat(row.find()).as(token).isTrue();
            assertThat(issued.data(token + "_token").length())
                    .as("characters of the %s token", token)
                    .isBetween(Integer.parseInt(row.group(1)), Integer.parseInt(row.group(2)));
        }
    }
}
