package io.github.apiauth.keycloak.contractfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.legacyapi.Answer;
import io.github.apiauth.keycloak.legacyapi.BodyFormat;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Failure;
import io.github.apiauth.keycloak.legacyapi.Failure.Cause;
import io.github.apiauth.keycloak.legacyapi.IssuedToken;
import io.github.apiauth.keycloak.legacyapi.RequestRules.Tolerance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/legacy-api.md says what the code does: its files can be read, its answers are theirs, its tables are complete. */
class LegacyApiDocTest {

    private static final Pattern FILE = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ANSWER = Pattern.compile("^\\d{3}  \\{.*}$", Pattern.MULTILINE);

    private final String doc;
    private final List<Contract> contracts;

    LegacyApiDocTest() throws IOException {
        doc = Files.readString(Path.of("../docs/legacy-api.md"));
        contracts = FILE.matcher(doc)
                .results()
                .map(file -> ContractFile.read("legacy-api.md", file.group(1)))
                .toList();
    }

    @Test
    void givenFiles_thenTheyAreContracts() {
        assertThat(contracts).extracting(Contract::id).containsExactly("acme", "acme", "passport", "odd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"passport.json", "odd.json"})
    void givenExample_thenAsItsFile(String example) throws IOException {
        assertThat(doc)
                .contains("```json\n" + Files.readString(Path.of("../docs/examples/legacy-api", example)) + "```");
    }

    @Test
    void givenAnswers_thenTheyAreThoseOfTheContracts() {
        Contract acme = contracts.get(0);
        Contract passport = contracts.get(2);
        Contract odd = contracts.get(3);
        Failure password = failure(Cause.GRANT, 400, "invalid_grant", "Invalid user credentials");
        List<String> answers = Stream.of(
                        acme.issued(token("eyJ…", null)),
                        acme.failed(password),
                        contracts.get(1).failed(password),
                        passport.issued(token("a", "r")),
                        passport.failed(failure(Cause.CLIENT, 401, "invalid_client", "Because")),
                        passport.failed(password),
                        odd.issued(token("a", "r")),
                        odd.plugins(List.of()),
                        odd.failed(password),
                        odd.failed(failure(Cause.RATE_LIMIT, 429, "rate_limit_exceeded", "Too many requests")))
                .map(LegacyApiDocTest::line)
                .toList();
        assertThat(ANSWER.matcher(doc).results().map(answer -> answer.group())).containsExactlyElementsOf(answers);
    }

    @Test
    void givenCausesTolerancesFormatsAndEndpoints_thenEachIsExplained() {
        assertThat(Stream.of(Cause.values(), Tolerance.values(), Endpoint.values())
                        .flatMap(Stream::of)
                        .map(constant -> "\n| `" + Place.word((Enum<?>) constant) + "` | "))
                .allMatch(doc::contains);
        assertThat(Stream.of(BodyFormat.values()).map(format -> '`' + Place.word(format) + "` (`"))
                .allMatch(doc::contains);
    }

    @Test
    void givenPlaceholdersAndMembers_thenEachIsNamed() throws IOException {
        Set<String> names = new TreeSet<>();
        JsonNode plugins = new ObjectMapper().readTree("{\"item\":1}");
        for (AnswerKind<?> kind : List.of(
                new IssuedAnswer(),
                new RevokedAnswer(),
                new IntrospectedAnswer(),
                new PluginsAnswer(),
                new FailedAnswer())) {
            kind.placeholders(new Draft(new Place("", "", plugins), null))
                    .byName()
                    .keySet()
                    .forEach(name -> names.add("`{" + name + "}`"));
            List<String> members = new ArrayList<>(kind.members());
            members.addAll(kind.replaceable());
            members.forEach(name -> names.add('`' + name + '`'));
        }
        assertThat(names).isNotEmpty().allMatch(doc::contains);
    }

    private static IssuedToken token(String accessToken, @Nullable String refreshToken) {
        return new IssuedToken("password", accessToken, "Bearer", 3600, refreshToken, "read write", null, Map.of());
    }

    private static Failure failure(Cause cause, int status, String code, String description) {
        return new Failure(cause, status, code, description, Endpoint.TOKEN, "password");
    }

    private static String line(Answer answer) {
        return answer.status() + "  " + new String(answer.body(), UTF_8);
    }
}
