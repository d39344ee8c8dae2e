package io.github.apiauth.keycloak.ratelimit.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.Fake;
import io.github.apiauth.keycloak.ratelimit.counting.Limit;
import io.github.apiauth.keycloak.ratelimit.counting.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.services.ErrorResponseException;

/** What the executor's settings say, and for whom. */
class TokenRateLimitExecutorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Limit ADDRESS = new Limit(600, 60, 200);
    private static final Map<String, Object> CLASSES = Map.of(
            "requests",
            60,
            "burst",
            20,
            "requests-by-role",
            Arrays.asList("silver=120", " gold = 600 ", "bronze=30", "a=b=90", "trial=1", "", null));

    @ParameterizedTest
    @CsvSource({
        "none, 60, 20",
        "silver, 120, 40",
        "gold, 600, 200",
        "bronze, 30, 10",
        "a=b, 90, 30",
        "trial, 1, 1",
        "bronze silver, 120, 40",
        "Gold, 60, 20",
    })
    void givenRoles_thenTheLargestOfTheirNumbersWithItsBurst(String roles, int requests, int burst) {
        assertThat(of(CLASSES, client(roles.split(" "))))
                .containsExactly(new Limits(new Limit(requests, 60, burst), ADDRESS));
    }

    @Test
    void givenClientThatNobodyKnows_thenTheExecutorsOwnNumber() {
        assertThat(of(CLASSES, null)).containsExactly(new Limits(new Limit(60, 60, 20), ADDRESS));
    }

    /** Fake fails at what is not expected. */
    @Test
    void givenNoRolesInTheSettings_thenNoClientIsAskedForItsRoles() {
        assertThat(of(Map.of("requests", 60), Fake.of(ClientModel.class, Map.of())))
                .hasSize(1);
    }

    @Test
    void givenTwoExecutors_thenBothHold() {
        ClientLimits both =
                new ClientLimits(List.of(limits(CLASSES), limits(Map.of("requests", 5000, "period", 3600))));
        assertThat(both.of(client("gold")))
                .extracting(limits -> limits.client().requests())
                .containsExactly(600, 5000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "gold|'gold' must be a client role and a number from 1 to 1000000, such as gold=6000",
                "=5|'=5' must be a client role and a number from 1 to 1000000, such as gold=6000",
                "gold=|'gold=' must be a client role and a number from 1 to 1000000, such as gold=6000",
                "gold=0|'gold=0' must be a client role and a number from 1 to 1000000, such as gold=6000",
                "gold=-5|'gold=-5' must be a client role and a number from 1 to 1000000, such as gold=6000",
                "gold=many|'gold=many' must be a client role and a number from 1 to 1000000, such as gold=6000",
                "gold=1000001|'gold=1000001' must be a client role and a number from 1 to 1000000, such as gold=6000",
                "gold=99999999999|'gold=99999999999' must be a client role and a number from 1 to 1000000, such as gold=6000",
                "silver=9|the role 'silver' is there twice: give it one number",
                "gold=601|the role 'gold' is given 601 requests, but no more than 600 may come from one address: set"
                        + " address-requests to as many or more",
            })
    void givenNonsense_thenTheMessageSaysWhatIsWrong(String line, String message) {
        Map<String, Object> settings = Map.of("requests", 60, "requests-by-role", List.of("silver=120", line));
        assertThatThrownBy(() -> configuration(settings).validateConfig())
                .isInstanceOf(ErrorResponseException.class)
                .hasMessage("Executor token-rate-limit: " + message);
        assertThat(TokenRateLimitExecutor.limits(json(settings))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requests|0|requests must be a number from 1 to 1000000, not 0",
                "requests|1000001|requests must be a number from 1 to 1000000, not 1000001",
                "period|86401|period must be a number from 0 to 86400, not 86401",
                "burst|-1|burst must be a number from 0 to 1000000, not -1",
                "address-requests|-1|address-requests must be a number from 0 to 1000000, not -1",
                "address-burst|1000001|address-burst must be a number from 0 to 1000000, not 1000001",
            })
    void givenNumberOutOfRange_thenTheMessageSaysWhichItMayBe(String setting, int value, String message) {
        Map<String, Object> settings =
                setting.equals("requests") ? Map.of(setting, value) : Map.of("requests", 60, setting, value);
        assertThatThrownBy(() -> configuration(settings).validateConfig())
                .hasMessage("Executor token-rate-limit: " + message);
    }

    private static Iterable<Limits> of(Map<String, Object> settings, @Nullable ClientModel client) {
        return new ClientLimits(List.of(limits(settings))).of(client);
    }

    private static RoleLimits limits(Map<String, Object> settings) {
        return TokenRateLimitExecutor.limits(json(settings)).orElseThrow();
    }

    private static TokenRateLimitExecutor.Configuration configuration(Map<String, Object> settings) {
        return JSON.convertValue(settings, TokenRateLimitExecutor.Configuration.class);
    }

    private static JsonNode json(Map<String, Object> settings) {
        return JSON.valueToTree(settings);
    }

    private static ClientModel client(String... roles) {
        return Fake.of(ClientModel.class, Map.of("getRolesStream", () -> Stream.of(roles)
                .map(role -> Fake.of(RoleModel.class, Map.of("getName", () -> role)))));
    }
}
