package com.example;

import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.LegacyApiProvider;
import java.util.List;

/** Brings the pack a contract that is written in Java. */
public final class DialectProvider implements LegacyApiProvider {

    @Override
    public String getId() {
        return "dialect";
    }

    @Override
    public List<Contract> contracts() {
        return List.of(new Dialect());
    }
}
