package io.github.apiauth.keycloak.benchmark;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** What is asked for, each time with another of the generated rows. */
enum ScaleWorkload {
    CLIENT_CREDENTIALS("Client credentials", "clients"),
    PASSWORD("E-mail and password", "users"),
    REFRESH("Refresh", "sessions");

    final String title;

    /** What the requests are spread over. */
    final String rows;

    ScaleWorkload(String title, String rows) {
        this.title = title;
        this.rows = rows;
    }

    int count(Rows size) {
        return switch (this) {
            case CLIENT_CREDENTIALS -> size.clients();
            case PASSWORD -> size.accounts();
            case REFRESH -> size.sessions();
        };
    }

    /** The parameters of a request with one of so many rows. */
    Map<String, String> parameters(Population population, Rows size) {
        int i = ThreadLocalRandom.current().nextInt(count(size));
        return switch (this) {
            case CLIENT_CREDENTIALS ->
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        Population.client(i),
                        "client_secret",
                        Server.SECRET);
            case PASSWORD ->
                Map.of(
                        "grant_type", "password",
                        "username", Population.email(i),
                        "password", Population.PASSWORD,
                        "client_id", Population.WEB_CLIENT,
                        "client_secret", Server.SECRET);
            case REFRESH ->
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        population.refreshToken(i),
                        "client_id",
                        Population.WEB_CLIENT,
                        "client_secret",
                        Server.SECRET);
        };
    }
}
