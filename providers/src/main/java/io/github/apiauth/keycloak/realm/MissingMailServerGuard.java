package io.github.apiauth.keycloak.realm;

import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;

/**
 * Takes back what an import promised by e-mail where it names no mail server.
 *
 * <p>Keycloak's login page offers <em>Forgot password?</em> whenever the realm allows it, and without a mail server the page
 * behind it fails. A realm without a mail server or a sender loses both when it is created: where the one is empty or a
 * placeholder that was not resolved, or the other is in the domain that never exists (RFC 2606 §2), because Keycloak (26.7.0)
 * refuses to import a sender that is no address. Realms without mail settings are left alone.
 */
public final class MissingMailServerGuard extends RealmGuard {

    private static final Logger LOG = Logger.getLogger(MissingMailServerGuard.class);

    @Override
    public String getId() {
        return "missing-mail-server";
    }

    @Override
    protected void created(RealmModel realm) {
        Map<String, String> mail = realm.getSmtpConfig();
        if (mail.isEmpty() || (hasServer(mail) && hasSender(mail))) {
            return;
        }
        realm.setSmtpConfig(Map.of());
        realm.setResetPasswordAllowed(false);
        LOG.infof(
                "Realm '%s': no mail server or no sender is set, so the login page does not offer a new password. Set the"
                        + " environment variables before the first import, or in the admin console Realm settings, Email, and then"
                        + " Login, Forgot password.",
                realm.getName());
    }

    private static boolean hasServer(Map<String, String> mail) {
        String host = mail.getOrDefault("host", "");
        return !host.isBlank() && !Placeholders.isIn(host);
    }

    private static boolean hasSender(Map<String, String> mail) {
        String from = mail.getOrDefault("from", "");
        return !from.isBlank() && !from.endsWith(".invalid");
    }
}
