package dev.commonground.crew.report;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.CrewEvent.Judged;
import dev.commonground.crew.event.Timeline;
import java.util.List;

/** How a run ended, or where it stands. */
record Ending(String verdict, boolean good, String text, List<String> questions, List<String> promoted) {

    static Ending of(Timeline timeline) {
        List<CrewEvent.RunFinished> finished = timeline.all(CrewEvent.RunFinished.class);
        return finished.isEmpty() ? unfinished(timeline) : finished(finished.get(0));
    }

    private static Ending finished(CrewEvent.RunFinished run) {
        long met = count(run.constraints(), "MET");
        long violated = count(run.constraints(), "VIOLATED");
        long unchecked = count(run.constraints(), "UNCHECKED");
        String verdict = run.constraints().isEmpty()
                ? "Finished; nothing binds the result"
                : "Finished: %d constraints met, %d violated, %d that no rule can check"
                        .formatted(met, violated, unchecked);
        String open = run.conflicts().isEmpty()
                ? ""
                : "; the team disagrees about "
                        + String.join(
                                ", ",
                                run.conflicts().stream()
                                        .map(CrewEvent.Disagreement::key)
                                        .toList());
        return new Ending(
                verdict + open,
                violated == 0 && run.conflicts().isEmpty(),
                run.text(),
                run.questions(),
                run.promoted());
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
