package io.github.apiauth.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.StringTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateMethodModelEx;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout around every HTML mail, with FreeMarker set up as {@code DefaultFreeMarkerProvider} (26.7.0) does. */
class MailLayoutTest {

    private static final Pattern BUTTON = Pattern.compile("background: (#[0-9a-fA-F]{6}); color: (#[0-9a-f]{6})");

    @ParameterizedTest
    @ValueSource(strings = {"#4f46e5", "#ffd500", "#FF0000", "#777777", "#757575", "#00a0ff", "#000000", "#ffffff"})
    void givenAnyAccent_thenTheButtonCanBeRead(String accent) {
        Matcher button = button(accent);
        assertThat(button.group(1)).isEqualTo(accent);
        assertThat(contrast(button.group(1), button.group(2))).isGreaterThanOrEqualTo(4.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "teal", "#fff", "#123456; display: none"})
    void givenNoColourThatMailClientsRead_thenOurs(String accent) {
        assertThat(button(accent).group(1)).isEqualTo("#4f46e5");
    }

    @Test
    void givenHtmlInTheProductsName_thenEscaped() {
        assertThat(mail("#4f46e5"))
                .contains(
                        "<p style=\"margin: 0 0 24px; font-size: 15px; font-weight: 600\">Fish &amp; &lt;Chips&gt;</p>");
    }

    private static Matcher button(String accent) {
        Matcher button = BUTTON.matcher(mail(accent));
        assertThat(button.find()).isTrue();
        return button;
    }

    private static String mail(String accent) {
        StringTemplateLoader mail = new StringTemplateLoader();
        mail.putTemplate("html/mail.ftl", """
                <#import "template.ftl" as layout>
                <@layout.emailLayout><p>Text</p><p><a href="https://example.com">Button</a></p></@layout.emailLayout>
                """);
        Configuration freemarker = new Configuration(Configuration.VERSION_2_3_32);
        freemarker.setOutputFormat(HTMLOutputFormat.INSTANCE);
        freemarker.setTemplateLoader(new MultiTemplateLoader(
                new TemplateLoader[] {mail, new ClassTemplateLoader(MailLayoutTest.class, "/theme/api-auth/email")}));
        TemplateMethodModelEx message = arguments -> arguments.get(0).toString();
        StringWriter out = new StringWriter();
        try {
            freemarker
                    .getTemplate("html/mail.ftl", "UTF-8")
                    .process(
                            Map.of(
                                    "properties",
                                    Map.of("accent", accent),
                                    "locale",
                                    Locale.ENGLISH,
                                    "ltr",
                                    true,
                                    "subject",
                                    "Subject",
                                    "realmName",
                                    "Fish & <Chips>",
                                    "msg",
                                    message),
                            out);
        } catch (IOException | TemplateException failure) {
            throw new IllegalStateException(failure);
        }
        return out.toString();
    }

    /** WCAG 2.2, contrast ratio. */
    private static double contrast(String one, String other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(String colour) {
        return 0.2126 * linear(colour.substring(1, 3))
                + 0.7152 * linear(colour.substring(3, 5))
                + 0.0722 * linear(colour.substring(5, 7));
    }

    private static double linear(String hex) {
        double value = Integer.parseInt(hex, 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
