package io.github.apiauth.keycloak.contractfile;

import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.LegacyApiProvider;
import io.github.apiauth.keycloak.legacyapi.LegacyApiSpi;
import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The contracts that the pack brings, and those of the files in a directory: the option {@code --spi-legacy-api--files--directory}.
 * A file with the id of a contract that the pack brings takes its place. A file that cannot be read as a contract keeps the server
 * from starting.
 */
public final class ContractFiles implements LegacyApiProvider, ListedWithVersion {

    static final String PROVIDER_ID = "files";
    static final String DIRECTORY = "directory";

    /** Set by {@code kc.sh} and {@code kc.bat}; {@code Environment.KC_HOME_DIR} (26.7.0). */
    private static final String HOME = "kc.home.dir";

    private static final String EXTENSION = ".json";

    private List<Contract> contracts = List.of();

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public void init(Config.Scope config) {
        contracts = read(directory(config.get(DIRECTORY), System.getProperty(HOME)));
    }

    @Override
    public List<Contract> contracts() {
        return contracts;
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(DIRECTORY)
                .type(ProviderConfigProperty.STRING_TYPE)
                .helpText(
                        "The directory with the files that describe legacy APIs, one API a file: all that end in .json. Where it is"
                                + " not set: legacy-api in Keycloak's conf directory, if that exists.")
                .add()
                .build();
    }

    /** Where the files are, if there can be any. */
    static Optional<Path> directory(@Nullable String configured, @Nullable String home) {
        if (configured == null || configured.isBlank()) {
            return Optional.ofNullable(home)
                    .map(keycloak -> Path.of(keycloak, "conf", "legacy-api").normalize())
                    .filter(Files::exists);
        }
        Path directory = Path.of(configured.trim());
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("The option --spi-" + LegacyApiSpi.NAME + "--" + PROVIDER_ID + "--"
                    + DIRECTORY + " is '" + configured + "': it must be a directory that exists");
        }
        return Optional.of(directory);
    }

    /** Those that the pack brings, and those of the directory in the order of their files' names. */
    static List<Contract> read(Optional<Path> directory) {
        Map<String, Contract> contracts = new LinkedHashMap<>();
        ContractFile.shipped().forEach(contract -> contracts.put(contract.id(), contract));
        Map<String, Path> files = new HashMap<>();
        for (Path file : directory.map(ContractFiles::files).orElse(List.of())) {
            Contract contract = ContractFile.read(file);
            Path other = files.put(contract.id(), file);
            if (other != null) {
                throw new IllegalArgumentException(file + ", /id: \"" + contract.id() + "\" is the id of " + other
                        + " too: give one of them another");
            }
            contracts.put(contract.id(), contract);
        }
        for (Contract contract : contracts.values()) {
            Path file = files.get(contract.id());
            if (file != null) {
                ContractFile.requireOwnBase(file.toString(), contract, contracts.values());
            }
        }
        return List.copyOf(contracts.values());
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(EXTENSION))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new IllegalArgumentException(
                    directory + ": this cannot be read (" + failure
                            + "): it must be a directory that the server's user may read",
                    failure);
        }
    }
}
