package io.github.apiauth.keycloak.contractfile;

import io.github.apiauth.keycloak.legacyapi.Answer;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Failure;
import io.github.apiauth.keycloak.legacyapi.IssuedToken;
import io.github.apiauth.keycloak.legacyapi.Plugin;
import io.github.apiauth.keycloak.legacyapi.RequestRules;
import io.github.apiauth.keycloak.legacyapi.Route;
import java.util.List;
import java.util.Map;

/** A contract that a file describes. */
record FileContract(
        String id, String base, Map<Endpoint, Route> routes, RequestRules requests, Answers answers, Answer revoked)
        implements Contract {

    @Override
    public Answer issued(IssuedToken token) {
        return answers.issued().answer(token);
    }

    @Override
    public Answer introspected(String json) {
        return answers.introspected().answer(json);
    }

    @Override
    public Answer plugins(List<Plugin> plugins) {
        return answers.plugins().answer(plugins);
    }

    @Override
    public Answer failed(Failure failure) {
        return answers.failed().answer(failure);
    }
}
