package dev.commonground.samples.proposal;

import dev.commonground.MemoryEvent;
import dev.commonground.MemoryListener;
import dev.commonground.memory.WriteOutcome;
import java.io.PrintStream;

/** Prints a line for everything that is read from and written to a memory. */
final class MemoryLog implements MemoryListener {

    private final PrintStream out;

    MemoryLog(PrintStream out) {
        this.out = out;
    }

    @Override
    public void on(MemoryEvent event) {
        String who = event.actor().author().name();
        if (event instanceof MemoryEvent.Briefed briefed) {
            out.printf(
                    "%-11s read %d memories in a briefing%n",
                    who, briefed.briefing().memories().size());
        } else if (event instanceof MemoryEvent.Recalled recalled) {
            out.printf(
                    "%-11s read %d memories in a recall%n",
                    who, recalled.matches().size());
        } else if (event instanceof MemoryEvent.Written written) {
            for (WriteOutcome outcome : written.outcomes()) {
                out.printf("%-11s wrote %s%n", who, outcome.memory());
            }
        }
    }
}
