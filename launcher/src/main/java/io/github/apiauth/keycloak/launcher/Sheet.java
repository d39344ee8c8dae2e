package io.github.apiauth.keycloak.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What ./start prints when the server is ready: addresses, logins and a request for each grant. */
final class Sheet {

    static final String ADMIN = "admin";

    private static final String ALIGNED = "\n" + " ".repeat(16);

    private final URI base;
    private final Secrets secrets;
    private final Path environment;
    private final List<LegacyApi> legacyApis;

    Sheet(URI base, Secrets secrets, Path environment, List<LegacyApi> legacyApis) {
        this.base = base;
        this.secrets = secrets;
        this.legacyApis = legacyApis;
        this.environment = environment;
    }

    String text() {
        String realm = base + "/realms/api";
        String token = realm + "/rest/api/v2/oauth/token";
        String authorize = realm + "/rest/api/v2/oauth/authorize?scope=read&state=xyz";
        String server = "\"client_id\":\"server-app\",\"client_secret\":\"" + secret("server-app") + "\"";
        String web = "\"client_id\":\"web-app\",\"client_secret\":\"" + secret("web-app") + "\"";
        String code = "http://localhost:3000/callback";
        return """
                Admin console   %s/admin   user %s, password %s
                API lane        %s
                Legacy paths    %s/rest/api/v2/oauth/token, %s/restful_api/token%s
                Standard lane   %s/protocol/openid-connect/token
                Clients         %s
                                spa-app (public)
                Users           jane@example.com, password jane-password
                                root@example.com, password root-password, with the role api-admin

                One request per grant, ready to paste:

                # client credentials
                %s

                # refresh token
                %s

                # user credentials: e-mail and password
                %s

                # authorization code: open the address, sign in, paste the code from the address bar
                #   %s
                %s

                # implicit: open the address, sign in, find the token in the address bar
                #   %s

                For the README's requests and docs/examples:  . %s

                Ctrl-C stops the server.
                """.formatted(
                base,
                ADMIN,
                secrets.get(Secrets.ADMIN_PASSWORD),
                token,
                base,
                base,
                legacyApis.stream()
                        .map(api -> ALIGNED + api.tokenUrl(base) + " (" + api.id() + ")")
                        .collect(Collectors.joining()),
                realm,
                Secrets.CLIENTS.keySet().stream()
                        .map(client -> client + ", secret " + secret(client))
                        .collect(Collectors.joining(ALIGNED)),
                curl(token, "{\"grant_type\":\"client_credentials\"," + server + ",\"scope\":\"read write\"}"),
                refresh(token, server),
                curl(
                        token,
                        "{\"grant_type\":\"password\",\"email\":\"jane@example.com\",\"password\":\"jane-password\","
                                + web + ",\"scope\":\"read write\"}"),
                authorize + "&response_type=code&client_id=web-app&redirect_uri=" + code,
                curl(
                        token,
                        "{\"grant_type\":\"authorization_code\",\"code\":\"PASTE\",\"redirect_uri\":\"" + code + "\","
                                + web + "}"),
                authorize + "&response_type=token&client_id=spa-app&redirect_uri=http://localhost:3001/callback",
                environment);
    }

    private String refresh(String token, String client) {
        String first = curl(token, "{\"grant_type\":\"client_credentials\"," + client + "}");
        return "REFRESH_TOKEN=$(" + first + " | sed 's/.*\"refresh_token\":\"\\([^\"]*\\)\".*/\\1/')\n"
                + curl(
                        token,
                        "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"'$REFRESH_TOKEN'\"," + client + "}");
    }

    private static String curl(String address, String json) {
        return "curl -s " + address + " -H 'Content-Type: application/json' -d '" + json + "'";
    }

    private String secret(String client) {
        return secrets.get(Secrets.CLIENTS.getOrDefault(client, ""));
    }
}
