package io.github.apiauth.keycloak.migrate;

import java.util.Map;

/**
 * How an access token for the admin REST API is had: the parameters of a token request, and the realm that it goes to.
 *
 * @param realm where the token is issued
 * @param parameters of the token request; confidential
 */
record AdminLogin(String realm, Map<String, String> parameters) {

    /**
     * That of the environment: client credentials of a client in the realm, or an administrator of {@code master}.
     *
     * @throws MigrateException if neither or only half of one is there
     */
    static AdminLogin of(Map<String, String> environment, String realm) throws MigrateException {
        if (has(environment, "MIGRATE_ADMIN_CLIENT") && has(environment, "MIGRATE_ADMIN_SECRET")) {
            return new AdminLogin(
                    realm,
                    Map.of(
                            "grant_type",
                            "client_credentials",
                            "client_id",
                            environment.get("MIGRATE_ADMIN_CLIENT"),
                            "client_secret",
                            environment.get("MIGRATE_ADMIN_SECRET")));
        }
        if (has(environment, "MIGRATE_ADMIN_USER") && has(environment, "MIGRATE_ADMIN_PASSWORD")) {
            return new AdminLogin(
                    "master",
                    Map.of(
                            "grant_type",
                            "password",
                            "client_id",
                            "admin-cli",
                            "username",
                            environment.get("MIGRATE_ADMIN_USER"),
                            "password",
                            environment.get("MIGRATE_ADMIN_PASSWORD")));
        }
        throw new MigrateException("Nobody may write into the realm: set MIGRATE_ADMIN_CLIENT and MIGRATE_ADMIN_SECRET,"
                + " or MIGRATE_ADMIN_USER and MIGRATE_ADMIN_PASSWORD (./migrate --help).");
    }

    private static boolean has(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }

    @Override
    public String toString() {
        return "a login in " + realm;
    }
}
