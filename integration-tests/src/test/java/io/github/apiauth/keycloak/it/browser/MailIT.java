package io.github.apiauth.keycloak.it.browser;

import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Clients;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Request;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A forgotten password, and an e-mail address to confirm: what users get by mail, and where its link leads. */
@Once
class MailIT {

    private static final String OLD_PASSWORD = "old-password-in-mail-test";
    private static final String NEW_PASSWORD = "new-password-in-mail-test";

    @RegisterExtension
    private static final TestBrowser BROWSER = new TestBrowser();

    private static MailServer mails;
    private static ClientApp app;

    private String user = "";
    private String email = "";

    @BeforeAll
    static void start() {
        mails = MailServer.start();
        app = ClientApp.start(WEB_APP);
    }

    @AfterAll
    static void stop() {
        app.close();
        mails.close();
    }

    /** Each test has an address of its own, and so a mailbox. */
    @BeforeEach
    void createUser() {
        String name = "mail-" + System.nanoTime();
        email = name + "@example.com";
        user = AdminApi.shared().createUser("api", name, email, OLD_PASSWORD, Map.of());
    }

    @AfterEach
    void deleteUser() {
        AdminApi.shared().delete("/realms/api/users/" + user);
    }

    @Test
    void givenForgottenPassword_thenTheLinkLeadsToANewOneAndOn() {
        follow(forgetPassword());
        new UpdatePasswordPage(BROWSER.driver()).choose(NEW_PASSWORD, NEW_PASSWORD);
        assertThat(app.awaitRedirect(BROWSER.driver())).containsKey("code");
        assertThat(token(NEW_PASSWORD).status()).isEqualTo(200);
        assertThat(token(OLD_PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void givenLinkInAnotherBrowser_thenANewPasswordToo() {
        Mail mail = forgetPassword();
        BROWSER.driver().manage().deleteAllCookies();
        follow(mail);
        new UpdatePasswordPage(BROWSER.driver()).choose(NEW_PASSWORD, NEW_PASSWORD);
        assertThat(new InfoPage(BROWSER.driver()).text()).contains(ThemeMessages.ENGLISH.text("accountUpdatedMessage"));
        assertThat(token(NEW_PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void givenLinkThatWasUsed_thenAnErrorPage() {
        Mail mail = forgetPassword();
        follow(mail);
        new UpdatePasswordPage(BROWSER.driver()).choose(NEW_PASSWORD, NEW_PASSWORD);
        app.awaitRedirect(BROWSER.driver());
        BROWSER.driver().manage().deleteAllCookies();
        follow(mail);
        assertThat(new ErrorPage(BROWSER.driver()).message()).isNotBlank();
    }

    @Test
    void givenTwoDifferentPasswords_thenThePageSaysSo() {
        follow(forgetPassword());
        new UpdatePasswordPage(BROWSER.driver()).choose(NEW_PASSWORD, OLD_PASSWORD);
        assertThat(new UpdatePasswordPage(BROWSER.driver()).error())
                .isEqualTo(ThemeMessages.ENGLISH.text("notMatchPasswordMessage"));
        assertThat(token(NEW_PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void givenAddressOfNobody_thenTheSameWordsAndNoMail() {
        String words = askForMail("nobody-" + email).text();
        assertThat(words).contains(ThemeMessages.ENGLISH.text("emailSentMessage"));
        assertThat(askForMail(email).text()).isEqualTo(words);
        mails.awaitMailTo(email);
        assertThat(mails.countTo("nobody-" + email)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void givenLanguage_thenTheMailInIt(Language language) {
        LoginPage.open(
                        BROWSER.driver(),
                        login("&ui_locales=" + language.locale().toLanguageTag()))
                .forgotPassword()
                .send(email);
        Mail mail = mails.awaitMailTo(email);
        assertThat(mail.subject())
                .isEqualTo(ThemeMessages.email(language.locale()).text("passwordResetSubject"));
        assertThat(mail.text()).contains(mail.link().toString()).doesNotContain("<");
        assertThat(mail.html())
                .contains("lang=\"" + language.locale().toLanguageTag() + "\"", "href=\"" + mail.link() + "\"")
                // Nothing that tells a third party, or us, when the mail is read.
                .doesNotContain("<img", "url(", "@import");
    }

    @Test
    void givenAddressToConfirm_thenTheLinkDoesAndLeadsOn() {
        AdminApi.shared().put("/realms/api/users/" + user, Map.of("requiredActions", List.of("VERIFY_EMAIL")));
        openLogin().logIn(email, OLD_PASSWORD);
        assertThat(new VerifyEmailPage(BROWSER.driver()).text()).contains(email);
        Mail mail = mails.awaitMailTo(email);
        assertThat(mail.subject()).isEqualTo(ThemeMessages.email(Locale.ENGLISH).text("emailVerificationSubject"));
        follow(mail);
        assertThat(app.awaitRedirect(BROWSER.driver())).containsKey("code");
        assertThat(AdminApi.shared()
                        .get("/realms/api/users/" + user)
                        .path("emailVerified")
                        .asBoolean())
                .isTrue();
    }

    private Mail forgetPassword() {
        askForMail(email);
        return mails.awaitMailTo(email);
    }

    private static LoginPage askForMail(String email) {
        return openLogin().forgotPassword().send(email);
    }

    private static LoginPage openLogin() {
        return LoginPage.open(BROWSER.driver(), login(""));
    }

    private static URI login(String more) {
        return Lane.API.authorize("response_type=code&client_id=web-app&redirect_uri=" + app.callback() + more);
    }

    private static void follow(Mail mail) {
        BROWSER.driver().get(mail.link().toString());
    }

    private Answer token(String password) {
        return Request.api()
                .basic(WEB_APP, Clients.secret(WEB_APP))
                .json("grant_type", "password", "email", email, "password", password);
    }
}
