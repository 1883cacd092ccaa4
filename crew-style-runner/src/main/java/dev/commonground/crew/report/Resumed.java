package dev.commonground.crew.report;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.internal.Counted;
import java.util.ArrayList;
import java.util.List;

/** Lists when a run stopped, where it resumed, and how many answers came from the journal. */
final class Resumed {

    private Resumed() {}

    static List<String> of(Timeline timeline) {
        List<String> lines = new ArrayList<>();
        for (CrewEvent event : timeline.events()) {
            if (event instanceof CrewEvent.RunStopped stopped) {
                lines.add("%s: stopped, %s".formatted(Clocks.time(stopped.at()), stopped.reason()));
            } else if (event instanceof CrewEvent.RunResumed resumed) {
                lines.add("%s: resumed at %s".formatted(Clocks.time(resumed.at()), resumed.next()));
            }
        }
        long kept = timeline.all(CrewEvent.ModelCalled.class).stream()
                .filter(CrewEvent.ModelCalled::fromJournal)
                .count();
        if (kept > 0) {
            lines.add(Counted.of(kept, "answer") + " came from the journal and took no second model call");
        }
        return lines;
    }
}
