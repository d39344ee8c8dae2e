package io.github.apiauth.keycloak.it.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The mail server of the realm {@code api}, as long as it is open. */
final class MailServer implements AutoCloseable {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final GreenMail server;
    private final Map<String, Object> before;

    private MailServer(GreenMail server) {
        this.server = server;
        JsonNode realm = AdminApi.shared().get("/realms/api");
        before = new ObjectMapper()
                .convertValue(
                        ((ObjectNode) realm).retain("smtpServer", "resetPasswordAllowed"), new TypeReference<>() {});
        AdminApi.shared()
                .put(
                        "/realms/api",
                        Map.of(
                                "resetPasswordAllowed",
                                true,
                                "smtpServer",
                                Map.of(
                                        "host",
                                        KeycloakServer.shared().hostOfTests(),
                                        "port",
                                        String.valueOf(server.getSmtp().getPort()),
                                        "from",
                                        "accounts@example.com",
                                        "fromDisplayName",
                                        "Accounts")));
    }

    /** On all addresses of this machine, because the server may be in a container. */
    static MailServer start() {
        GreenMail server = new GreenMail(new ServerSetup(0, "0.0.0.0", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return new MailServer(server);
    }

    /** Waits for the only mail to this address. */
    Mail awaitMailTo(String address) {
        return Mail.of(await().atMost(AT_MOST)
                .until(() -> mailsTo(address).findFirst(), Optional::isPresent)
                .orElseThrow());
    }

    /** How many have arrived for this address. */
    long countTo(String address) {
        return mailsTo(address).count();
    }

    private Stream<MimeMessage> mailsTo(String address) {
        return server.findReceivedMessages(user -> user.getEmail().equals(address), message -> true);
    }

    @Override
    public void close() {
        AdminApi.shared().put("/realms/api", before);
        server.stop();
    }
}
