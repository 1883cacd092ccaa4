package dev.commonground.crew.report;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.CrewEvent.Judged;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.internal.Counted;
import java.util.List;

/** The end of a run, which can be unfinished. */
record Ending(String verdict, boolean good, String text, List<String> questions, List<String> promoted) {

    static Ending of(Timeline timeline) {
        List<CrewEvent.RunFinished> finished = timeline.all(CrewEvent.RunFinished.class);
        return finished.isEmpty() ? unfinished(timeline) : finished(finished.get(0));
    }

    private static Ending finished(CrewEvent.RunFinished run) {
        boolean good =
                count(run.constraints(), "VIOLATED") == 0 && run.conflicts().isEmpty();
        String verdict = verdict(run.constraints()) + conflicts(run.conflicts());
        return new Ending(verdict, good, run.text(), run.questions(), run.promoted());
    }

    private static String verdict(List<Judged> constraints) {
        return constraints.isEmpty()
                ? "Finished, without constraints on the result"
                : "Finished: %s met, %d violated, %d unchecked"
                        .formatted(
                                Counted.of(count(constraints, "MET"), "constraint"),
                                count(constraints, "VIOLATED"),
                                count(constraints, "UNCHECKED"));
    }

    private static String conflicts(List<CrewEvent.Disagreement> conflicts) {
        List<String> keys = conflicts.stream().map(CrewEvent.Disagreement::key).toList();
        return keys.isEmpty() ? "" : "; conflicts about " + String.join(", ", keys);
    }

    private static long count(List<Judged> judged, String result) {
        return judged.stream().filter(one -> one.result().equals(result)).count();
    }

    private static Ending unfinished(Timeline timeline) {
        List<CrewEvent.RunStopped> stops = timeline.all(CrewEvent.RunStopped.class);
        String verdict = stops.isEmpty()
                ? "Not finished"
                : "Stopped: " + stops.get(stops.size() - 1).reason();
        return new Ending(verdict, false, "", List.of(), List.of());
    }
}
