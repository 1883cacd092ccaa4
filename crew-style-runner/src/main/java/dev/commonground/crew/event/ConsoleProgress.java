package dev.commonground.crew.event;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.PromptText;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Prints a line for each event of a run, as plain text for a console or a file.
 *
 * <pre>{@code
 * Crew.builder("proposal").listener(ConsoleProgress.to(System.out));
 * }</pre>
 *
 * <p>Thread-safe. The output contains no control sequences.
 */
public final class ConsoleProgress implements CrewListener {

    private final PrintStream out;
    private final boolean quiet;
    private final Map<String, EventLine> runs = new HashMap<>();
    private boolean inSilence;

    private ConsoleProgress(PrintStream out, boolean quiet) {
        this.out = requireNonNull(out, "out");
        this.quiet = quiet;
    }

    /** Returns a listener that prints every event to {@code out}, and a dot for every second without an event. */
    public static ConsoleProgress to(PrintStream out) {
        return new ConsoleProgress(out, false);
    }

    /** Returns a listener that prints only the start and the end of runs, and refused answers. */
    public ConsoleProgress quiet() {
        return new ConsoleProgress(out, true);
    }

    @Override
    public void on(CrewEvent event) {
        on("", requireNonNull(event, "event"));
    }

    @Override
    public synchronized void on(String run, CrewEvent event) {
        requireNonNull(run, "run");
        requireNonNull(event, "event");
        String line = runs.computeIfAbsent(run, id -> new EventLine()).of(event);
        boolean severalRuns = runs.size() > 1;
        if (event instanceof CrewEvent.RunFinished || event instanceof CrewEvent.RunStopped) {
            runs.remove(run);
        }
        if (!line.isEmpty() && (!quiet || matters(event))) {
            endSilence();
            out.println(printable(severalRuns ? "%s | %s".formatted(run, line) : line));
        }
    }

    @Override
    public synchronized void onSilence(String run, Duration silence) {
        requireNonNull(run, "run");
        requireNonNull(silence, "silence");
        if (!quiet) {
            out.print(inSilence ? "." : "      .");
            out.flush();
            inSilence = true;
        }
    }

    private void endSilence() {
        if (inSilence) {
            out.println();
            inSilence = false;
        }
    }

    private static boolean matters(CrewEvent event) {
        return event instanceof CrewEvent.RunStarted
                || event instanceof CrewEvent.RunResumed
                || event instanceof CrewEvent.RunFinished
                || event instanceof CrewEvent.RunStopped
                || event instanceof CrewEvent.ReviewAwaited
                || (event instanceof CrewEvent.Checked checked && !checked.accepted());
    }

    /** Removes the control characters that memories and answers may contain, and shows what a console would hide. */
    private static String printable(String line) {
        return PromptText.visible(line.replaceAll("\\p{Cc}+", " "));
    }
}
