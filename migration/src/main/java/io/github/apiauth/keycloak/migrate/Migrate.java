package io.github.apiauth.keycloak.migrate;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The program behind {@code ./migrate}: {@link Options#USAGE} says what it does. */
public final class Migrate {

    /** The property by which the script says that somebody looks. */
    private static final String TERMINAL = "migrate.terminal";

    private static final int ALL_WENT_OVER = 0;
    private static final int CANNOT_GO_ON = 1;
    private static final int WRONG_COMMAND_LINE = 2;
    private static final int ROWS_LEFT_OUT = 3;

    private final Options options;
    private final Profile profile;
    private final Screen screen;

    private Migrate(Options options, Profile profile, Screen screen) {
        this.options = options;
        this.profile = profile;
        this.screen = screen;
    }

    /** Runs and ends the program. */
    public static void main(String... arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(
                run(List.of(arguments), System.getenv(), new Screen(out, err, Boolean.getBoolean(TERMINAL)), out, err));
    }

    /** Runs with this environment and gives the exit code. */
    static int run(
            List<String> arguments, Map<String, String> environment, Screen screen, PrintStream out, PrintStream err) {
        if (arguments.isEmpty() || arguments.contains("--help") || arguments.contains("-h")) {
            (arguments.isEmpty() ? err : out).print(Options.USAGE);
            return arguments.isEmpty() ? WRONG_COMMAND_LINE : ALL_WENT_OVER;
        }
        Options options;
        try {
            if (arguments.get(0).equals("profile")) {
                out.print(ProfileFile.text(arguments.size() == 2 ? arguments.get(1) : ""));
                return ALL_WENT_OVER;
            }
            options = Options.parse(arguments.toArray(String[]::new));
        } catch (MigrateException mistake) {
            err.println(mistake.getMessage() + "\n./migrate --help explains the options.");
            return WRONG_COMMAND_LINE;
        }
        try {
            return new Migrate(options, ProfileFile.read(options.profile()), screen).run(environment)
                    ? ALL_WENT_OVER
                    : ROWS_LEFT_OUT;
        } catch (MigrateException failure) {
            err.println("\n" + failure.getMessage());
            return CANNOT_GO_ON;
        }
    }

    private boolean run(Map<String, String> environment) throws MigrateException {
        AdminApi api = new AdminApi(options.to(), options.realm(), AdminLogin.of(environment, options.realm()));
        Report report = new Report(screen, options.dryRun());
        try (AtOnce atOnce = new AtOnce(options.atOnce())) {
            if (options.isFile()) {
                moveFile(api, report, atOnce);
            } else {
                moveDatabase(environment, api, report, atOnce);
            }
        } finally {
            report.summary();
        }
        return report.isComplete();
    }

    private void moveFile(AdminApi api, Report report, AtOnce atOnce) throws MigrateException {
        Profile.Clients clients = profile.clients();
        if (clients == null) {
            throw new MigrateException("The profile " + options.profile() + " has no clients.");
        }
        Rows rows = new RowFile(Path.of(options.from()));
        moveClients(clients, rows, Optional.empty(), api, RealmFacts.read(api), report, atOnce);
    }

    private void moveDatabase(Map<String, String> environment, AdminApi api, Report report, AtOnce atOnce)
            throws MigrateException {
        try (OldDatabase database = OldDatabase.open(options.from(), environment, profile)) {
            RealmFacts realm = RealmFacts.read(api);
            for (Part part : Part.values()) {
                if (options.parts().contains(part)) {
                    move(part, database, api, realm, report, atOnce);
                }
            }
        }
    }

    private void moveClients(
            Profile.Clients clients,
            Rows rows,
            Optional<List<String>> allScopes,
            AdminApi api,
            RealmFacts realm,
            Report report,
            AtOnce atOnce)
            throws MigrateException {
        Optional<SecretFile> secrets = options.secrets().map(SecretFile::new);
        Progress progress = progress(Part.CLIENTS.label(), 0);
        try {
            new ClientMove(api, realm, report, secrets, options.dryRun())
                    .run(rows, clients, allScopes, atOnce, progress);
            progress.end();
        } finally {
            secrets.ifPresent(file -> file.report(report));
        }
    }

    /** The scopes of a client that names none, if the profile asks for them. */
    private static Optional<List<String>> allScopes(OldDatabase database, Profile.Clients clients)
            throws MigrateException {
        if (clients.allScopesSql() == null) {
            return Optional.empty();
        }
        List<String> scopes = new ArrayList<>();
        database.read("/clients/allScopesSql", clients.allScopesSql(), Set.of("scope"), row -> {
            try {
                row.word("scope").ifPresent(scopes::add);
            } catch (NotMovableException unreadable) {
                throw new MigrateException("The profile's /clients/allScopesSql: " + unreadable.text());
            }
        });
        return Optional.of(scopes);
    }

    private void move(Part part, OldDatabase database, AdminApi api, RealmFacts realm, Report report, AtOnce atOnce)
            throws MigrateException {
        Profile.Clients clients = profile.clients();
        Profile.Users users = profile.users();
        Profile.Tokens tokens = profile.tokens();
        if (part == Part.CLIENTS && clients != null) {
            String sql = ProfileFile.requireSql(options.profile(), "/clients/sql", clients.sql());
            moveClients(
                    clients,
                    database.rows("/clients/sql", sql),
                    allScopes(database, clients),
                    api,
                    realm,
                    report,
                    atOnce);
        } else if (part == Part.USERS && users != null) {
            requireAttributes(api, realm, report);
            RepeatedNames repeated = RepeatedNames.read(database, users);
            KnownUsers known = KnownUsers.read(api, progress("users of the realm", 0));
            Profile.Digest digest = users.digest();
            PasswordHash passwords =
                    new PasswordHash(digest == null ? null : StoredDigest.of(options.profile(), digest));
            Progress progress = progress(part.label(), repeated.rows());
            new UserMove(api, realm, report, users, options.dryRun())
                    .run(database, new UserMapping(users, passwords, realm, report), repeated, known, atOnce, progress);
            progress.end();
        } else if (part == Part.TOKENS && tokens != null) {
            Progress progress = progress(part.label(), 0);
            new TokenMove(api, report, options.dryRun())
                    .run(database, tokens, new TokenMapping(tokens, Instant.now()), atOnce, progress);
            progress.end();
        }
    }

    /** Keycloak drops attributes that the user profile does not know, without a word. */
    private void requireAttributes(AdminApi api, RealmFacts realm, Report report) throws MigrateException {
        if (realm.userRules().knowAttributes()) {
            return;
        }
        report.note("The realm's user profile " + (options.dryRun() ? "would get" : "gets") + " the attributes "
                + String.join(", ", UserRules.ATTRIBUTES) + ", which administrators see and nobody else.");
        if (!options.dryRun()) {
            api.write("PUT", "/users/profile", realm.userRules().withAttributes());
        }
    }

    private Progress progress(String what, long total) {
        return new Progress(what, total, screen, System::nanoTime);
    }
}
