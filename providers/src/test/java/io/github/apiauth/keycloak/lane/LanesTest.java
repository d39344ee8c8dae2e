package io.github.apiauth.keycloak.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.apiauth.keycloak.Fake;
import io.github.apiauth.keycloak.contractfile.ContractFile;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.LegacyApiProvider;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.KeycloakSessionFactory;

/** Which path of a realm is which contract's endpoint. */
class LanesTest {

    private static final String STRICT = "strict";

    private final Lanes lanes = opened(
            ContractFile.shipped().get(0),
            ContractFile.shipped().get(1),
            contract(STRICT, "restful_api/strict", ""),
            contract("lenient", "lenient", ", \"requests\": {\"tolerate\": [\"trailing-slash\"]}"));

    /** However a plugin's path is made up, metrics have one path for all. */
    @ParameterizedTest
    @CsvSource({
        "/rest/api/v2/oauth/token, /old/oauth/token, /old/oauth/token",
        "/rest/restful_api/token/, /old/token/, /old/token",
        "/rest/api/v2/plugins, /old/plugins, /old/plugins",
        "/rest/api/v2/plugins/, /old/plugins/, /old/plugins",
        "/rest/api/v2/plugins/a/b, /old/plugins/a/b, /old/plugins",
        "/rest/api/v2/plugins/a/b/, /old/plugins/a/b/, /old/plugins",
        "/rest/api/v2/plugins/a//, /old/plugins/a//, /old/plugins",
    })
    void givenCalledPath_thenThePartOfItThatIsTheEndpoints(String path, String called, String endpoint) {
        assertThat(lanes.at(path).orElseThrow().endpointOf(called)).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @CsvSource({
        "/rest/api/v2/oauth/token, office, TOKEN",
        "/rest/api/v2/oauth/authorize, office, AUTHORIZE",
        "/rest/api/v2/oauth/revoke, office, REVOKE",
        "/rest/api/v2/oauth/introspect, office, INTROSPECT",
        "/rest/api/v2/plugins, office, PLUGINS",
        "/rest/restful_api/token, community, TOKEN",
        "/rest/restful_api/authorize, community, AUTHORIZE",
        "/rest/restful_api/revoke, community, REVOKE",
        "/rest/restful_api/strict/login, strict, TOKEN",
        "/rest/lenient/login, lenient, TOKEN",
    })
    void givenPathOfAnEndpoint_thenThatOfTheContractWithTheLongestBase(String path, String contract, String endpoint) {
        assertThat(place(path)).isEqualTo(contract + " " + endpoint + " ");
        assertThat(lanes.at(path).orElseThrow().route()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/rest, office",
        "/rest/, office",
        "/rest/nothing, office",
        "/rest//api/v2/oauth/token, office",
        "/rest/api/v2/oauth/token/introspect, office",
        "/rest/api/v2/oauth/tokens, office",
        "/rest/api/v2/pluginsx, office",
        "/rest/restful_apis/token, office",
        "/rest/restful_api, community",
        "/rest/restful_api/, community",
        "/rest/restful_api/token/more, community",
        "/rest/restful_api/login, community",
        "/rest/restful_api/strict, strict",
        "/rest/restful_api/strict/token, strict",
        "/rest/restful_api/stricter/login, community",
    })
    void givenAnyOtherPathBelow_thenTheContractWithoutAnEndpoint(String path, String contract) {
        assertThat(place(path)).isEqualTo(contract + " null ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/resting", "/protocol/openid-connect/token", "rest", "/restful_api/token"})
    void givenPathOutside_thenNothing(String path) {
        assertThat(lanes.at(path)).isEmpty();
    }

    @Test
    void givenSlashesAtTheEnd_thenOverlookedOnlyWhereTheyAreTolerated() {
        assertThat(place("/rest/lenient/login/")).isEqualTo("lenient TOKEN ");
        assertThat(place("/rest/lenient/login//")).isEqualTo("lenient TOKEN ");
        assertThat(place("/rest/restful_api/strict/login/")).isEqualTo("strict null ");
    }

    @ParameterizedTest
    @CsvSource({
        "/rest/api/v2/plugins/, ''",
        "/rest/api/v2/plugins/expenses, expenses",
        "/rest/api/v2/plugins/expenses/, expenses",
        "/rest/api/v2/plugins/finance/expenses/1, finance/expenses/1",
    })
    void givenPathBelowThePlugins_thenTheirs(String path, String below) {
        assertThat(place(path)).isEqualTo("office PLUGINS " + below);
    }

    @Test
    void givenContracts_thenFoundByTheirIds() {

        assertThat(lanes.top(STRICT)).contains("/rest/restful_api/strict");
        assertThat(lanes.top("office")).contains("/rest");
        assertThat(lanes.top("nothing")).isEmpty();
    }

    @Test
    void givenNotOpened_thenNoPath() {
        assertThat(new Lanes().at("/rest/api/v2/oauth/token")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a, x, a, y, The contract 'a' has the id or the base 'y' of another: give each its own",
        "a, x, b, x, The contract 'b' has the id or the base 'x' of another: give each its own",
        "a, '', b, '', The contract 'b' has the id or the base '' of another: give each its own",
    })
    void givenTwoThatCannotBeToldApart_thenRefused(
            String id, String base, String otherId, String otherBase, String message) {
        assertThatThrownBy(() -> opened(contract(id, base, ""), contract(otherId, otherBase, "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void givenIdThatCannotBeWritten_thenRefused() {
        // A provider's own: files cannot have such an id.
        Contract contract = contract("a", "x", "");
        Contract badlyNamed = (Contract) Proxy.newProxyInstance(
                Contract.class.getClassLoader(),
                new Class<?>[] {Contract.class},
                (proxy, method, arguments) ->
                        method.getName().equals("id") ? "-a" : method.invoke(contract, arguments));
        assertThatThrownBy(() -> opened(badlyNamed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The contract '-a' has an id that cannot be used: it must be of lower-case letters, digits and"
                                + " hyphens, and begin with no hyphen");
    }

    private String place(String path) {
        Place place = lanes.at(path).orElseThrow();
        return place.contract().id() + ' ' + place.endpoint() + ' ' + place.below();
    }

    private static Lanes opened(Contract... contracts) {
        LegacyApiProvider provider = new LegacyApiProvider() {
            @Override
            public String getId() {
                return "test";
            }

            @Override
            public List<Contract> contracts() {
                return List.of(contracts);
            }
        };
        Lanes opened = new Lanes();
        opened.open(
                Fake.of(KeycloakSessionFactory.class, Map.of("getProviderFactoriesStream", () -> Stream.of(provider))));
        return opened;
    }

    /** With one endpoint: {@code login}, for tokens. */
    private static Contract contract(String id, String base, String more) {
        return ContractFile.read(id + ".json", """
                {
                  "id": "%s",
                  "base": "%s",
                  "endpoints": {"token": {"path": "login", "methods": ["POST"], "formats": ["form"]}},
                  "answers": {"issued": {"body": "{access_token}"}, "failed": {"body": "{error}"}}%s
                }
                """.formatted(id, base, more));
    }
}
