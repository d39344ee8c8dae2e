package io.github.apiauth.keycloak.intake;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ProviderFactory;

/**
 * The options {@code --spi-body-intake--node--…}, which hold for both lanes together. A provider of the pack's own SPI, so that
 * Keycloak lists it and stops at start-up if one cannot be read.
 */
public final class IntakeConfig implements ProviderFactory<IntakeConfig>, Provider, ListedWithVersion {

    static final String SPI = "body-intake";

    private static final String PROVIDER_ID = "node";
    private static final String MAX_MEMORY = "max-memory";
    private static final String MAX_SECONDS = "max-seconds";
    private static final String DEFAULT_MEMORY = "10%";
    private static final String DEFAULT_SECONDS = "10";
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,2})\\s*%");

    /**
     * What is configured.
     *
     * @param bytes the memory for bodies
     * @param seconds how long a client may take to send a body
     */
    record Limits(long bytes, int seconds) {

        static Limits configured() {
            return of(Config.scope(SPI, PROVIDER_ID));
        }

        private static Limits of(Config.Scope scope) {
            return of(
                    scope.get(MAX_MEMORY, DEFAULT_MEMORY),
                    scope.get(MAX_SECONDS, DEFAULT_SECONDS),
                    Runtime.getRuntime().maxMemory());
        }

        /**
         * Reads the options.
         *
         * @throws IllegalArgumentException if one cannot be read; the message says which and how to mend it
         */
        static Limits of(String memory, String seconds, long heap) {
            return new Limits(bytes(memory, heap), seconds(seconds));
        }

        private static int seconds(String configured) {
            try {
                int seconds = Integer.parseInt(configured.trim());
                if (seconds >= 1) {
                    return seconds;
                }
            } catch (NumberFormatException notANumber) {
                // the same answer
            }
            throw unreadable(MAX_SECONDS, configured, "a number of seconds, at least 1");
        }

        private static long bytes(String configured, long heap) {
            Matcher percent = PERCENT.matcher(configured.trim());
            long bytes = percent.matches() ? heap / 100 * Integer.parseInt(percent.group(1)) : size(configured.trim());
            if (bytes <= 0 || bytes >= heap) {
                throw unreadable(
                        MAX_MEMORY,
                        configured,
                        "a part of the largest heap, such as 10%, or less bytes than that, such as 64M");
            }
            return bytes;
        }

        private static long size(String configured) {
            try {
                MemorySize size = new MemorySizeConverter().convert(configured);
                return size == null ? 0 : size.asLongValue();
            } catch (IllegalArgumentException notASize) {
                return 0;
            }
        }

        private static IllegalArgumentException unreadable(String option, String value, String expected) {
            return new IllegalArgumentException("The option --spi-" + SPI + "--" + PROVIDER_ID + "--" + option + " is '"
                    + value + "': it must be " + expected);
        }
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public void init(Config.Scope scope) {
        Limits.of(scope);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(MAX_MEMORY)
                .type(ProviderConfigProperty.STRING_TYPE)
                .helpText(
                        "The memory for request bodies on a node, of both lanes together: a part of the largest heap, or bytes"
                                + " such as 64M. Above it, requests are answered with 503.")
                .defaultValue(DEFAULT_MEMORY)
                .add()
                .property()
                .name(MAX_SECONDS)
                .type("int")
                .helpText("How many seconds a client may take to send a body; slower ones are answered with 408.")
                .defaultValue(DEFAULT_SECONDS)
                .add()
                .build();
    }

    @Override
    public IntakeConfig create(KeycloakSession session) {
        return this;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
