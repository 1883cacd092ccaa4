package dev.commonground.crew;

import dev.commonground.crew.model.FindingsBlock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Composes the prompt for one attempt of an agent at its task. */
record AttemptPrompt(Assignment assignment, CrewState state) {

    Prompt prompt() {
        Prompt prompt = new Prompt(state.inputs()).task(assignment.task());
        if (assignment.crew().remembers()) {
            prompt.briefing(state.briefing(assignment.job(state)));
        }
        if (assignment.manages()) {
            addTeam(prompt);
        } else if (state.delegated(assignment.name()) > 0) {
            addInstructions(prompt);
        }
        addOutputs(prompt, assignment.task().context());
        addRefusal(prompt);
        if (assignment.learns()) {
            prompt.contract(FindingsBlock.CONTRACT);
        }
        return prompt;
    }

    private void addOutputs(Prompt prompt, List<Task> tasks) {
        Map<String, String> outputs = state.outputs();
        tasks.stream()
                .filter(task -> outputs.containsKey(task.name()))
                .forEach(task -> prompt.context(task.name(), outputs.getOrDefault(task.name(), "")));
    }

    private void addRefusal(Prompt prompt) {
        int attempt = assignment.attempt(state);
        if (attempt > 1) {
            String last = CrewState.attempt(assignment.job(state), attempt - 1);
            prompt.refused(state.refusals(last), state.answer(last));
        }
    }

    private void addInstructions(Prompt prompt) {
        Delegation last = state.delegations().get(state.delegations().size() - 1);
        if (!last.instructions().isEmpty()) {
            prompt.source("# Instructions of your manager\n" + last.instructions());
        }
    }

    private void addTeam(Prompt prompt) {
        prompt.source("# Team\nDelegate one task at a time; answer yourself when nothing is left to delegate.\n"
                + assignment.crew().plan().tasks().stream().map(this::line).collect(Collectors.joining("\n")));
        addOutputs(prompt, assignment.crew().plan().tasks());
    }

    private String line(Task task) {
        return "- %s (%s, %s): %s"
                .formatted(
                        task.name(),
                        Placeholders.fill(task.agent().role(), state.inputs()),
                        progress(task.name()),
                        Placeholders.fill(task.description(), state.inputs()).replaceAll("\\s+", " "));
    }

    private String progress(String task) {
        int times = state.done(task);
        String done = times < 2 ? "done" : "done %d times".formatted(times);
        if (!state.skipped(new TaskRound(task, state.delegated(task)).key())) {
            return times == 0 ? "not done yet" : done;
        }
        return (times == 0 ? "" : done + ", then ") + "skipped, because its condition did not hold";
    }
}
