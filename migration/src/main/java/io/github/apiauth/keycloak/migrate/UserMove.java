package io.github.apiauth.keycloak.migrate;

import java.util.ArrayList;
import java.util.List;

/** Brings users into the realm: new ones many at a time, changed ones one by one, and those that have not changed not at all. */
final class UserMove {

    /** More save nothing: Hibernate looks through all that it holds at each query. */
    private static final int AT_ONE_TIME = 25;

    private final Report report;
    private final Profile.Users profile;
    private final boolean duplicateEmailsAllowed;
    private final NewUsers newUsers;
    private final ChangedUsers changedUsers;
    private final boolean dryRun;

    /** Into this realm, or for a report only. */
    UserMove(AdminApi api, RealmFacts realm, Report report, Profile.Users profile, boolean dryRun) {
        this.report = report;
        this.profile = profile;
        this.dryRun = dryRun;
        duplicateEmailsAllowed = realm.duplicateEmailsAllowed();
        changedUsers = new ChangedUsers(api, realm, report, profile);
        newUsers = new NewUsers(api, realm, report, changedUsers);
    }

    /**
     * Reads all users and has them there.
     *
     * @param repeated what several rows have and only one user can
     * @param known who is in the realm
     */
    void run(
            OldDatabase database,
            UserMapping mapping,
            RepeatedNames repeated,
            KnownUsers known,
            AtOnce atOnce,
            Progress progress)
            throws MigrateException {
        List<OldUser> waiting = new ArrayList<>();
        database.read("/users/sql", profile.sql(), UserMapping.FIELDS, row -> {
            try {
                OldUser user = mapping.user(row);
                repeated.requireUnique(user, duplicateEmailsAllowed);
                if (known.isUnchanged(user)) {
                    report.count(Part.USERS, Report.Outcome.UNCHANGED, 1);
                    progress.step(1);
                } else if (known.isKnown(user)) {
                    atOnce.run(() -> {
                        change(user);
                        progress.step(1);
                    });
                } else {
                    known.requireNoStranger(user, duplicateEmailsAllowed);
                    waiting.add(user);
                }
            } catch (NotMovableException reason) {
                report.leftOut(Part.USERS, UserMapping.label(row), reason);
                progress.step(1);
            }
            if (waiting.size() == AT_ONE_TIME) {
                create(waiting, atOnce, progress);
            }
        });
        create(waiting, atOnce, progress);
        atOnce.await();
    }

    private void create(List<OldUser> waiting, AtOnce atOnce, Progress progress) throws MigrateException {
        List<OldUser> users = List.copyOf(waiting);
        waiting.clear();
        if (users.isEmpty()) {
            return;
        }
        atOnce.run(() -> {
            if (dryRun) {
                report.count(Part.USERS, Report.Outcome.CREATED, users.size());
            } else {
                newUsers.create(users);
            }
            progress.step(users.size());
        });
    }

    private void change(OldUser user) throws MigrateException {
        try {
            if (!dryRun) {
                changedUsers.change(user, changedUsers.find(user));
            }
            report.count(Part.USERS, Report.Outcome.CHANGED, 1);
        } catch (NotMovableException reason) {
            report.leftOut(Part.USERS, user.label(), reason);
        }
    }
}
