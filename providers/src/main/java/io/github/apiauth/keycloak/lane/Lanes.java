package io.github.apiauth.keycloak.lane;

import io.github.apiauth.keycloak.intake.RealmPath;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.LegacyApiProvider;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** The longest base first. */
    private volatile List<Site> sites = List.of();

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
            if (!Contract.ID.matcher(contract.id()).matches()) {
                throw new IllegalArgumentException("The contract '" + contract.id()
                        + "' has an id that cannot be used: it must be of lower-case letters, digits and hyphens, and begin"
                        + " with no hyphen");
            }
            if (!taken.add("id " + contract.id()) || !taken.add("base " + contract.base())) {
                throw new IllegalArgumentException("The contract '" + contract.id() + "' has the id or the base '"
                        + contract.base() + "' of another: give each its own");
            }
        }
        sites = all.stream().map(Site::of).toList();
    }

    /** The contracts of all providers. */
    public static Stream<Contract> contracts(KeycloakSessionFactory factories) {
        return factories
                .getProviderFactoriesStream(LegacyApiProvider.class)
                .map(LegacyApiProvider.class::cast)
                .flatMap(provider -> provider.contracts().stream());
    }

    /** The path within a realm of the endpoints of the contract with this id. */
    public Optional<String> top(String id) {
        return sites.stream()
                .filter(site -> site.contract().id().equals(id))
                .map(Site::top)
                .findFirst();
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
        for (Site site : sites) {
            if (RealmPath.isBelow(site.top(), path)) {
                return Optional.of(site.at(path));
            }
        }
        return Optional.empty();
    }

    /** What this path is in the session's realm, if the realm answers in that contract. */
    public Optional<Place> at(KeycloakSession session, String path) {
        return at(path).filter(place ->
                RealmChoice.of(session).contracts().contains(place.contract().id()));
    }

    /** The path of the contract's endpoints within a realm. */
    public static String top(Contract contract) {
        return contract.base().isEmpty() ? TOP : TOP + '/' + contract.base();
    }
}
