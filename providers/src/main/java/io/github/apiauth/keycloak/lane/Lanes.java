package io.github.apiauth.keycloak.lane;

import io.github.apiauth.keycloak.intake.RealmPath;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.LegacyApiProvider;
import io.github.apiauth.keycloak.legacyapi.RequestRules.Tolerance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * The API lane of all realms. It has no contract, and so no path, until its factory opens it: the lane may be switched off, or
 * another extension may have its place.
 */
@ApplicationScoped
public class Lanes {

    /** The lane's path within a realm. */
    public static final String TOP = "/rest";

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]*");

    /** The longest base first. */
    private volatile List<Contract> contracts = List.of();

    /**
     * Takes the contracts of all providers.
     *
     * @throws IllegalArgumentException if two cannot be told apart
     */
    public void open(KeycloakSessionFactory factories) {
        List<Contract> all = contracts(factories)
                .sorted(Comparator.comparing(
                                (Contract contract) -> contract.base().length())
                        .reversed()
                        .thenComparing(Contract::id))
                .toList();
        Set<String> taken = new HashSet<>();
        for (Contract contract : all) {
            if (!ID.matcher(contract.id()).matches()) {
                throw new IllegalArgumentException("The contract '" + contract.id()
                        + "' has an id that cannot be used: it must be of lower-case letters, digits and hyphens");
            }
            if (!taken.add("id " + contract.id()) || !taken.add("base " + contract.base())) {
                throw new IllegalArgumentException("The contract '" + contract.id() + "' has the id or the base '"
                        + contract.base() + "' of another: give each its own");
            }
        }
        contracts = all;
    }

    /** The contracts of all providers. */
    public static Stream<Contract> contracts(KeycloakSessionFactory factories) {
        return factories
                .getProviderFactoriesStream(LegacyApiProvider.class)
                .map(LegacyApiProvider.class::cast)
                .flatMap(provider -> provider.contracts().stream());
    }

    /** The contract of this id. */
    public Optional<Contract> contract(String id) {
        return contracts.stream().filter(contract -> contract.id().equals(id)).findFirst();
    }

    /**
     * What this path is, whichever realm it is of, as far as that is the lane's business: event loops cannot ask for realms.
     *
     * @param path what follows {@code /realms/{realm}}
     */
    public Optional<Place> at(String path) {
        if (!RealmPath.isBelow(TOP, path)) {
            return Optional.empty();
        }
        return contracts.stream()
                .filter(contract -> RealmPath.isBelow(top(contract), path))
                .map(contract -> place(contract, path.substring(top(contract).length())))
                .findFirst();
    }

    /** What this path is in the session's realm, if the realm answers in that contract. */
    public Optional<Place> at(KeycloakSession session, String path) {
        Set<String> chosen = RealmChoice.of(session).contracts();
        return chosen.isEmpty()
                ? Optional.empty()
                : at(path).filter(place -> chosen.contains(place.contract().id()));
    }

    /** The path of the contract's endpoints within a realm. */
    public static String top(Contract contract) {
        return contract.base().isEmpty() ? TOP : TOP + '/' + contract.base();
    }

    private static Place place(Contract contract, String rest) {
        String path = contract.requests().tolerances().contains(Tolerance.TRAILING_SLASH)
                ? RealmPath.withoutSlashesAtEnd(rest)
                : rest;
        for (Endpoint endpoint : contract.routes().keySet()) {
            String own = '/' + contract.routes().get(endpoint).path();
            if (path.equals(own)) {
                return new Place(contract, endpoint, "");
            }
            if (endpoint == Endpoint.PLUGINS && RealmPath.isBelow(own, path)) {
                return new Place(contract, endpoint, path.substring(own.length() + 1));
            }
        }
        return new Place(contract, null, "");
    }
}
