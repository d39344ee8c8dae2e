package io.github.apiauth.keycloak.migrate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of the rows. Those that are left out are printed at once, so that a million of them need no memory. */
final class Report {

    /** Of each kind of change so many rows are named. */
    private static final int EXAMPLES = 3;

    private static final int LONGEST_LABEL = 80;

    private final Screen screen;
    private final boolean dryRun;
    private final Map<Part, Map<Outcome, Long>> counts = new EnumMap<>(Part.class);
    private final Map<Part, Map<String, Changed>> changes = new EnumMap<>(Part.class);

    /** What can become of a row. */
    enum Outcome {
        CREATED("new"),
        CHANGED("changed"),
        UNCHANGED("unchanged"),
        EXPIRED("expired"),
        LEFT_OUT("left out");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }
    }

    private static final class Changed {

        private final List<String> examples = new ArrayList<>();
        private long count;
    }

    /** A report of a run that writes or does not. */
    Report(Screen screen, boolean dryRun) {
        this.screen = screen;
        this.dryRun = dryRun;
    }

    /** A row's id, as far as a line of the report can hold it; of one that is an e-mail address not the whole. */
    static String shown(String id) {
        String shown = (id.indexOf('@') > 0 && id.indexOf('…') < 0 ? EmailAddress.masked(id) : id)
                .replaceAll("\\p{Cntrl}", "?");
        return shown.length() > LONGEST_LABEL ? shown.substring(0, LONGEST_LABEL) + "…" : shown;
    }

    /** A row is done. */
    synchronized void count(Part part, Outcome outcome, long rows) {
        counts.computeIfAbsent(part, none -> new EnumMap<>(Outcome.class)).merge(outcome, rows, Long::sum);
    }

    /** A row cannot go over. */
    void leftOut(Part part, String label, NotMovableException reason) {
        count(part, Outcome.LEFT_OUT, 1);
        screen.line(part.label() + " " + label + ": left out. " + reason.text());
    }

    /** A row goes over, but something of it will be otherwise. */
    synchronized void changes(Part part, String label, String what) {
        Changed changed =
                changes.computeIfAbsent(part, none -> new TreeMap<>()).computeIfAbsent(what, none -> new Changed());
        changed.count++;
        if (changed.examples.size() < EXAMPLES) {
            changed.examples.add(shown(label));
        }
    }

    /** Something that is of no single row. */
    void note(String text) {
        screen.line(text);
    }

    /** Prints the numbers and what changes. */
    synchronized void summary() {
        if (counts.isEmpty() && changes.isEmpty()) {
            return;
        }
        for (Part part : Part.values()) {
            changes.getOrDefault(part, Map.of())
                    .forEach((what, changed) -> screen.line(String.format(
                            Locale.ROOT,
                            "%s: %,d %s (such as %s)",
                            part.label(),
                            changed.count,
                            what,
                            String.join(", ", changed.examples))));
        }
        screen.line("");
        screen.line(dryRun ? "Nothing was written. What a run would do:" : "Done:");
        counts.forEach((part, outcomes) -> screen.line("  " + part.label() + ": "
                + outcomes.entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey().label))
                        .collect(Collectors.joining(", "))));
    }

    /** Whether every row went over, or would. */
    synchronized boolean isComplete() {
        return counts.values().stream().noneMatch(outcomes -> outcomes.containsKey(Outcome.LEFT_OUT));
    }
}
