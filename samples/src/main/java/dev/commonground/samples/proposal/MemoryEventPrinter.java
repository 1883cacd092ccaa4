package dev.commonground.samples.proposal;

import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.WriteOutcome;
import java.io.PrintStream;

/** Prints a line for each read and each write of the memory. */
final class MemoryEventPrinter implements MemoryEvent.Listener {

    private final PrintStream out;

    MemoryEventPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void on(MemoryEvent event) {
        String author = event.actor().author().name();
        if (event instanceof MemoryEvent.Briefed briefed) {
            printRead(author, briefed.briefing().memories().size(), "briefing");
        } else if (event instanceof MemoryEvent.Recalled recalled) {
            printRead(author, recalled.matches().size(), "recall");
        } else if (event instanceof MemoryEvent.Written written) {
            for (WriteOutcome outcome : written.outcomes()) {
                out.printf("%-11s wrote %s%n", author, outcome.memory());
            }
        }
    }

    private void printRead(String author, int memories, String operation) {
        out.printf("%-11s read %d memories in a %s%n", author, memories, operation);
    }
}
