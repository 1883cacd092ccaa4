package dev.commonground.crew;

import dev.commonground.crew.model.FindingsBlock;
import java.util.stream.Collectors;

/** Composes what an agent is asked for one attempt at its task. */
record PromptOfTask(Assignment assignment, CrewState state) {

    Prompt prompt() {
        Task task = assignment.task();
        String job = assignment.job(state);
        int attempt = state.attempt(job);
        Prompt prompt = new Prompt(state.inputs()).task(task);
        if (assignment.crew().remembers()) {
            prompt.briefing(state.briefing(job));
        }
        if (assignment.manages()) {
            addTeam(prompt);
        } else if (state.delegated(task.name()) > 0) {
            addInstructions(prompt);
        }
        task.context().stream()
                .filter(before -> state.outputs().containsKey(before.name()))
                .forEach(before -> prompt.context(before.name(), state.outputs().getOrDefault(before.name(), "")));
        if (attempt > 1) {
            String last = CrewState.attempt(job, attempt - 1);
            prompt.refused(state.refusals(last), state.answer(last));
        }
        if (assignment.learns()) {
            prompt.contract(FindingsBlock.CONTRACT);
        }
        return prompt;
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
        assignment.crew().plan().tasks().stream()
                .filter(task -> state.outputs().containsKey(task.name()))
                .forEach(task -> prompt.context(task.name(), state.outputs().getOrDefault(task.name(), "")));
    }

    private String line(Task task) {
        int times = state.delegated(task.name());
        return "- %s (%s, %s): %s"
                .formatted(
                        task.name(),
                        Placeholders.fill(task.agent().role(), state.inputs()),
                        times == 0 ? "not done yet" : times == 1 ? "done" : "done %d times".formatted(times),
                        Placeholders.fill(task.description(), state.inputs()).replaceAll("\\s+", " "));
    }
}
