package io.github.apiauth.keycloak.migrate;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far one part is, with the rate and the time that is left. */
final class Progress {

    private static final Duration ON_A_TERMINAL = Duration.ofMillis(250);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    private final String what;
    private final long total;
    private final Screen screen;
    private final LongSupplier nanoTime;
    private final long began;
    private long shown;
    private long done;

    /**
     * Begins.
     *
     * @param what is done, in a word or two
     * @param total how many rows there are; 0 if that is not known
     * @param nanoTime the clock
     */
    Progress(String what, long total, Screen screen, LongSupplier nanoTime) {
        this.what = what;
        this.total = total;
        this.screen = screen;
        this.nanoTime = nanoTime;
        began = nanoTime.getAsLong();
        shown = began;
    }

    /** So many more rows are done. */
    synchronized void step(int rows) {
        done += rows;
        long now = nanoTime.getAsLong();
        if (now - shown >= (screen.isTerminal() ? ON_A_TERMINAL : ELSEWHERE).toNanos()) {
            shown = now;
            screen.progress(text(now - began));
        }
    }

    /** The last word. */
    synchronized void end() {
        screen.progress(text(nanoTime.getAsLong() - began));
        if (screen.isTerminal()) {
            screen.progress("");
        }
    }

    private String text(long nanos) {
        double seconds = Math.max(nanos / 1e9, 1e-3);
        double rate = done / seconds;
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "  %s: %,d", what, done));
        if (total > 0) {
            text.append(String.format(Locale.ROOT, " of %,d", total));
        }
        text.append(String.format(Locale.ROOT, ", %,.0f a second", rate));
        if (total > done && rate > 0) {
            text.append(", ").append(span((long) ((total - done) / rate))).append(" left");
        }
        return text.toString();
    }

    private static String span(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
