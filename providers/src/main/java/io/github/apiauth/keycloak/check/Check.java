package io.github.apiauth.keycloak.check;

import io.github.apiauth.keycloak.contractfile.ContractFile;
import io.github.apiauth.keycloak.legacyapi.Contract;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program behind {@code ./legacy-api check} (docs/legacy-api.md). */
public final class Check {

    private static final String USAGE = """
            Shows what a contract makes of requests and of each answer, without a server.

            Usage: ./legacy-api check FILE [REQUEST CONTENT-TYPE]

              FILE          the contract, or the name of a shipped one: office, community
              REQUEST       a file with the body of a token request of your own
              CONTENT-TYPE  what the body is: application/json, application/x-www-form-urlencoded, multipart/form-data; boundary=…
            """;

    private Check() {}

    /** Ends the JVM with 0 if the file is a contract and the request one that it reads, 1 if not, and 2 if nothing was asked. */
    @SuppressWarnings("SystemOut") // it is a program
    public static void main(String... arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        if (arguments.length != 1 && arguments.length != 3) {
            err.print(USAGE);
            return 2;
        }
        try {
            Contract contract = contract(arguments[0]);
            out.print(
                    arguments.length == 1
                            ? new Report(contract).text()
                            : Requests.read(contract, arguments[2], Files.readAllBytes(Path.of(arguments[1]))));
            return 0;
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
        } catch (IOException failure) {
            err.println(arguments[1] + " cannot be read: " + failure.getMessage());
        }
        return 1;
    }

    private static Contract contract(String name) {
        List<Contract> shipped = ContractFile.shipped();
        for (Contract contract : shipped) {
            if (contract.id().equals(name)) {
                return contract;
            }
        }
        Contract contract = ContractFile.read(Path.of(name));
        ContractFile.requireOwnBase(name, contract, shipped);
        return contract;
    }
}
