package dev.commonground.crew.report;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Timeline;
import java.util.ArrayList;
import java.util.List;

/** Collects the timeline of a report: for each turn of a task what its agent was told, answered and wrote. */
final class Turns {

    /**
     * One turn of a task.
     *
     * @param steps what happened beside the answers, in order
     * @param drafts the answers, the accepted one last
     */
    record Turn(String task, String agent, String at, String outcome, List<String> steps, List<Draft> drafts) {}

    /** One answer; there are no refusals if it was accepted. */
    record Draft(int attempt, String text, List<String> refusals, boolean accepted) {}

    private final Names names;
    private final List<Turn> turns = new ArrayList<>();
    private CrewEvent.TaskStarted started;
    private String outcome = "not finished";
    private final List<String> steps = new ArrayList<>();
    private final List<CrewEvent.Answered> answers = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();

    private Turns(Names names, CrewEvent.TaskStarted first) {
        this.names = names;
        this.started = first;
    }

    static List<Turn> of(Timeline timeline, Names names) {
        List<CrewEvent.TaskStarted> starts = timeline.all(CrewEvent.TaskStarted.class);
        if (starts.isEmpty()) {
            return List.of();
        }
        Turns turns = new Turns(names, starts.get(0));
        timeline.events().forEach(turns::note);
        turns.end();
        return turns.turns.subList(1, turns.turns.size());
    }

    private void note(CrewEvent event) {
        if (event instanceof CrewEvent.TaskStarted next) {
            end();
            started = next;
        } else if (event instanceof CrewEvent.Answered answered) {
            answers.add(answered);
        } else if (event instanceof CrewEvent.Checked checked) {
            judged("check " + checked.guardrail(), checked.refusals());
        } else if (event instanceof CrewEvent.Reviewed reviewed) {
            judged("review by a person", reviewed.refusals());
        } else if (event instanceof CrewEvent.Retried) {
            draft(false);
        } else if (event instanceof CrewEvent.TaskFinished finished) {
            draft(true);
            outcome = "done in %d attempt%s".formatted(finished.attempts(), finished.attempts() == 1 ? "" : "s");
        } else {
            noteStep(event);
        }
    }

    private void judged(String who, List<String> reasons) {
        steps.add(who + ": " + (reasons.isEmpty() ? "accepted" : "refused, " + String.join("; ", reasons)));
        refusals.addAll(reasons);
    }

    private void draft(boolean accepted) {
        if (!answers.isEmpty()) {
            CrewEvent.Answered last = answers.get(answers.size() - 1);
            drafts.add(new Draft(last.attempt(), last.text(), List.copyOf(refusals), accepted));
        }
        answers.clear();
        refusals.clear();
    }

    private void noteStep(CrewEvent event) {
        if (event instanceof CrewEvent.Briefed briefed) {
            String shown = briefed.shown().isEmpty() ? "nothing known yet" : names.of(briefed.shown());
            steps.add("briefed with v%d, %d tokens: %s".formatted(briefed.version(), briefed.tokens(), shown));
        } else if (event instanceof CrewEvent.Recalled recalled) {
            steps.add("recalled " + (recalled.shown().isEmpty() ? "nothing" : names.of(recalled.shown())));
        } else if (event instanceof CrewEvent.ToolCalled tool
                && !tool.arguments().isEmpty()) {
            steps.add("used %s(%s), %d characters".formatted(tool.tool(), tool.arguments(), tool.characters()));
        } else if (event instanceof CrewEvent.Delegated delegated) {
            steps.add("delegated " + delegated.to()
                    + (delegated.instructions().isEmpty() ? "" : ": " + delegated.instructions()));
            outcome = "delegated " + delegated.to();
        } else if (event instanceof CrewEvent.TaskSkipped) {
            outcome = "left out: its condition did not hold";
        } else if (event instanceof CrewEvent.Remembered remembered) {
            steps.add(written(remembered));
        }
    }

    private String written(CrewEvent.Remembered write) {
        String memory = "%s %s %s"
                .formatted(
                        names.of(write.memory()),
                        write.memory().kind(),
                        write.memory().label());
        return switch (write.outcome()) {
            case ADDED -> "wrote " + memory;
            case ALREADY_KNOWN -> "confirmed " + memory;
            case SUPERSEDED -> "wrote %s in the place of %s".formatted(memory, names.of(write.others()));
            case IN_CONFLICT -> "wrote %s in conflict with %s".formatted(memory, names.of(write.others()));
            case FORGOTTEN -> "took back " + memory;
        };
    }

    private void end() {
        draft(false);
        turns.add(new Turn(
                started.task(),
                started.agent(),
                Clocks.time(started.at()),
                outcome,
                List.copyOf(steps),
                List.copyOf(drafts)));
        steps.clear();
        drafts.clear();
        outcome = "not finished";
    }
}
