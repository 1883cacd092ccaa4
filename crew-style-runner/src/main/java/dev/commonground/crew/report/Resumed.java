package dev.commonground.crew.report;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Timeline;
import java.util.ArrayList;
import java.util.List;

/** What interrupted a run, where it went on, and what it did not have to pay for again. */
final class Resumed {

    private Resumed() {}

    static List<String> of(Timeline timeline) {
        List<String> lines = new ArrayList<>();
        for (CrewEvent event : timeline.events()) {
            if (event instanceof CrewEvent.RunStopped stopped) {
                lines.add("%s: stopped, %s".formatted(Clocks.time(stopped.at()), stopped.reason()));
            } else if (event instanceof CrewEvent.RunResumed resumed) {
                lines.add("%s: went on at %s".formatted(Clocks.time(resumed.at()), resumed.next()));
            }
        }
        long kept = timeline.all(CrewEvent.ModelCalled.class).stream()
                .filter(CrewEvent.ModelCalled::fromJournal)
                .count();
        if (kept > 0) {
            lines.add("%d answer%s came from the journal and cost nothing again".formatted(kept, kept == 1 ? "" : "s"));
        }
        return lines;
    }
}
