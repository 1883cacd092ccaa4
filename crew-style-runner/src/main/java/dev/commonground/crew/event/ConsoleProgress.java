package dev.commonground.crew.event;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;

/**
 * Prints a line for each event of a run: plain text without colours, fit for a console and a file alike.
 *
 * <pre>{@code
 * Crew.builder("proposal").listener(ConsoleProgress.to(System.out));
 * }</pre>
 *
 * <p>Thread-safe if the stream is.
 */
public final class ConsoleProgress implements CrewListener {

    private final PrintStream out;
    private final boolean quiet;

    private ConsoleProgress(PrintStream out, boolean quiet) {
        this.out = requireNonNull(out, "out");
        this.quiet = quiet;
    }

    /** Returns a listener that prints every event to {@code out}. */
    public static ConsoleProgress to(PrintStream out) {
        return new ConsoleProgress(out, false);
    }

    /** Returns this listener, printing only how runs start and end and what was refused. */
    public ConsoleProgress quiet() {
        return new ConsoleProgress(out, true);
    }

    @Override
    public void on(CrewEvent event) {
        String line = EventLine.of(event);
        if (!line.isEmpty() && (!quiet || matters(event))) {
            out.println(printable(line));
        }
    }

    private static boolean matters(CrewEvent event) {
        return event instanceof CrewEvent.RunStarted
                || event instanceof CrewEvent.RunResumed
                || event instanceof CrewEvent.RunFinished
                || event instanceof CrewEvent.RunStopped
                || (event instanceof CrewEvent.Checked checked && !checked.accepted());
    }

    /** Memories and answers may hold escape sequences; nothing of them reaches the terminal. */
    private static String printable(String line) {
        return line.replaceAll("\\p{Cc}+", " ");
    }
}
