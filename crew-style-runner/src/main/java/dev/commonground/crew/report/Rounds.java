package dev.commonground.crew.report;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.MemoryRef;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.internal.Counted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the rounds of a run: the reads, answers and writes of each execution of a task. */
final class Rounds {

    /**
     * One execution of a task. A manager may have a task done in several rounds.
     *
     * @param cost how long it took, and the tokens of its model calls
     * @param steps the other events, in order
     * @param wrote the names of the memories that it wrote
     * @param drafts the answers; the last one is the accepted one
     */
    record Round(
            String task,
            String agent,
            String at,
            String outcome,
            String cost,
            List<StepLine> steps,
            List<String> wrote,
            List<AnswerDraft> drafts) {}

    /**
     * A line about an event. It reads in the order of its parts; links lead from the names of memories to their rows.
     *
     * @param memories the names of the memories after {@code lead}
     * @param others the names of the memories after {@code rest}
     */
    record StepLine(String lead, List<String> memories, String rest, List<String> others) {

        static StepLine of(String text) {
            return new StepLine(text, List.of(), "", List.of());
        }

        static StepLine of(String lead, List<String> memories) {
            return new StepLine(lead, memories, "", List.of());
        }
    }

    /** One answer. An accepted answer has no refusals. */
    record AnswerDraft(int attempt, String text, List<String> refusals, boolean accepted) {}

    private final MemoryNames names;
    private final List<Round> rounds = new ArrayList<>();
    private CrewEvent.TaskStarted started;
    private Instant ended;
    private int input;
    private int output;
    private String outcome = "not finished";
    private final List<StepLine> steps = new ArrayList<>();
    private final Set<String> wrote = new LinkedHashSet<>();
    private final List<CrewEvent.Answered> answers = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<AnswerDraft> drafts = new ArrayList<>();

    private Rounds(MemoryNames names, CrewEvent.TaskStarted first) {
        this.names = names;
        this.started = first;
        this.ended = first.at();
    }

    static List<Round> of(Timeline timeline, MemoryNames names) {
        List<CrewEvent.TaskStarted> starts = timeline.all(CrewEvent.TaskStarted.class);
        if (starts.isEmpty()) {
            return List.of();
        }
        Rounds rounds = new Rounds(names, starts.get(0));
        timeline.events().forEach(rounds::note);
        rounds.end();
        return rounds.rounds.subList(1, rounds.rounds.size());
    }

    private void note(CrewEvent event) {
        if (event instanceof CrewEvent.TaskStarted next) {
            end();
            started = next;
            ended = next.at();
            return;
        }
        ended = event.at();
        if (event instanceof CrewEvent.ModelCalled call) {
            input += call.inputTokens();
            output += call.outputTokens();
        } else if (event instanceof CrewEvent.Answered answered) {
            answers.add(answered);
        } else if (event instanceof CrewEvent.Checked checked) {
            judged("check " + checked.guardrail(), checked.refusals());
        } else if (event instanceof CrewEvent.Reviewed reviewed) {
            reviewed(reviewed);
        } else if (event instanceof CrewEvent.Retried) {
            draft(false);
        } else if (event instanceof CrewEvent.TaskFinished finished) {
            draft(true);
            outcome = "done in " + Counted.of(finished.attempts(), "attempt");
        } else {
            noteStep(event);
        }
    }

    private void say(String text) {
        steps.add(StepLine.of(text));
    }

    private void judged(String reviewer, List<String> reasons) {
        say(reviewer + ": " + (reasons.isEmpty() ? "accepted" : "refused, " + String.join("; ", reasons)));
        refusals.addAll(reasons);
    }

    private void reviewed(CrewEvent.Reviewed review) {
        if (review.text() == null) {
            judged("review by " + review.person(), review.refusals());
            return;
        }
        say("review by %s: replaced the answer".formatted(review.person()));
        refusals.add("replaced by " + review.person());
        draft(false);
        answers.add(new CrewEvent.Answered(
                review.at(), review.task(), review.person(), review.attempt(), review.text(), 0));
    }

    private void draft(boolean accepted) {
        if (!answers.isEmpty()) {
            CrewEvent.Answered last = answers.get(answers.size() - 1);
            drafts.add(new AnswerDraft(last.attempt(), last.text(), List.copyOf(refusals), accepted));
        }
        answers.clear();
        refusals.clear();
    }

    private void noteStep(CrewEvent event) {
        if (event instanceof CrewEvent.Briefed briefed) {
            steps.add(briefed(briefed));
        } else if (event instanceof CrewEvent.Recalled recalled) {
            steps.add(
                    recalled.shown().isEmpty()
                            ? StepLine.of("recalled nothing")
                            : StepLine.of("recalled ", names.of(recalled.shown())));
        } else if (event instanceof CrewEvent.ToolCalled tool
                && !tool.arguments().isEmpty()) {
            say(used(tool));
        } else if (event instanceof CrewEvent.ToolInterrupted tool) {
            say("%s(%s) was interrupted, and its outcome is unknown".formatted(tool.tool(), tool.arguments()));
        } else if (event instanceof CrewEvent.Delegated delegated) {
            outcome = "delegated " + delegated.to();
            say(outcome + (delegated.instructions().isEmpty() ? "" : ": " + delegated.instructions()));
        } else if (event instanceof CrewEvent.TaskSkipped) {
            outcome = "skipped: its condition did not hold";
        } else if (event instanceof CrewEvent.Remembered remembered) {
            steps.add(written(remembered));
        }
    }

    private static String used(CrewEvent.ToolCalled tool) {
        return "used %s(%s), %s".formatted(tool.tool(), tool.arguments(), Counted.of(tool.characters(), "character"));
    }

    private StepLine briefed(CrewEvent.Briefed briefed) {
        String lead = "briefed with v%d, %s: ".formatted(briefed.version(), Counted.of(briefed.tokens(), "token"));
        return briefed.shown().isEmpty()
                ? StepLine.of(lead + "nothing known yet")
                : StepLine.of(lead, names.of(briefed.shown()));
    }

    private StepLine written(CrewEvent.Remembered write) {
        MemoryRef ref = write.memory();
        List<String> memory = List.of(names.of(ref));
        String label = " %s %s".formatted(ref.kind(), ref.label());
        if (write.outcome() != CrewEvent.Outcome.FORGOTTEN) {
            wrote.addAll(memory);
        }
        return switch (write.outcome()) {
            case ADDED -> new StepLine("wrote ", memory, label, List.of());
            case ALREADY_KNOWN -> new StepLine("confirmed ", memory, label, List.of());
            case SUPERSEDED -> new StepLine("wrote ", memory, label + ", which replaces ", names.of(write.others()));
            case IN_CONFLICT -> new StepLine("wrote ", memory, label + " in conflict with ", names.of(write.others()));
            case FORGOTTEN -> new StepLine("forgot ", memory, label, List.of());
        };
    }

    private void end() {
        draft(false);
        rounds.add(new Round(
                started.task(),
                started.agent(),
                Clocks.time(started.at()),
                outcome,
                "%s, %d tokens in, %d out".formatted(Clocks.between(started.at(), ended), input, output),
                List.copyOf(steps),
                List.copyOf(wrote),
                List.copyOf(drafts)));
        steps.clear();
        wrote.clear();
        drafts.clear();
        input = 0;
        output = 0;
        outcome = "not finished";
    }
}
