package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.ProxiedServer;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server's log says of a realm in which the old API's clients would fail. */
@Once
@OwnServer
class StartUpCheckIT {

    private static final Pattern WARNING = Pattern.compile("WARN .*StartUpCheck\\] \\([^)]*\\) (Realm .*)");

    @BeforeAll
    static void awaitCheck() {
        KeycloakServer server = ProxiedServer.shared(); // whose start is not part of the minute
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(server.log())
                .contains("Realm 'api' checked for", "Realm 'trapped' checked for"));
    }

    @Test
    void givenRealmWithTraps_thenOneLineForEach() {
        assertThat(warnings())
                .containsExactly(
                        "Realm 'trapped': requests for the scopes [write] are refused, because there are no client"
                                + " scopes of that name. Create them under Client scopes and add them to the clients.",
                        "Realm 'trapped': e-mail and password are refused, because the direct grant flow has no step E-mail"
                                + " Validation. Under Authentication bind a flow with that step as direct grant flow.",
                        "Realm 'trapped': users without [email, firstName, lastName] get no token for their password, because"
                                + " the user profile requires these fields. Under Realm settings, User profile, switch off"
                                + " Required field.",
                        "Realm 'trapped': new users get no token for their password, because they must first"
                                + " [CONFIGURE_TOTP]. Under Authentication, Required actions, switch off Set as default"
                                + " action.",
                        "Realm 'trapped': users whose e-mail is not verified get no token for their password. Under Realm"
                                + " settings, Login, switch off Verify email.",
                        "Realm 'trapped': users get no token for a password that is older than 90 days. Under"
                                + " Authentication, Policies, take Expire Password out of the password policy.",
                        "Realm 'trapped': secrets, passwords and tokens may travel in clear. Under Realm settings, General,"
                                + " set Require SSL to External requests.",
                        "Realm 'trapped': clients [account, account-console, admin-cli, old-app, security-admin-console]: their"
                                + " refresh tokens do not outlive their access tokens. Under Realm settings, Sessions, raise SSO Session"
                                + " Idle, or lower the clients' Access Token Lifespan.",
                        "Realm 'trapped': clients [old-app]: a placeholder of the import was not resolved in their secret or web"
                                + " origins. Set it right under Clients, or set the environment variable and import the realm"
                                + " anew.");
    }

    @Test
    void givenRealmAsDelivered_thenNone() {
        assertThat(ProxiedServer.shared().log())
                .contains("Realm 'api' checked for the API lane: 0 warnings")
                .doesNotContain("Realm 'master' checked");
    }

    private static List<String> warnings() {
        Matcher lines = WARNING.matcher(ProxiedServer.shared().log());
        return lines.results().map(line -> line.group(1)).toList();
    }
}
