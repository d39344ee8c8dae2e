package io.github.apiauth.keycloak.migrate;

import java.io.PrintStream;

/** The report's lines, and below them on a terminal one line that changes. */
final class Screen {

    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    /**
     * A screen.
     *
     * @param out gets the report
     * @param err gets the progress
     * @param terminal whether somebody looks at it
     */
    Screen(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    boolean isTerminal() {
        return terminal;
    }

    /** Prints a line of the report. */
    synchronized void line(String text) {
        if (terminal) {
            err.print(CLEAR);
            err.flush();
        }
        out.println(text);
        out.flush();
    }

    /** Prints how far it is: in place of the last time on a terminal, else as a line. */
    synchronized void progress(String text) {
        err.print(terminal ? CLEAR + text : text + System.lineSeparator());
        err.flush();
    }
}
