package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.crew.Task;
import dev.commonground.crew.check.Guardrails;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** An agent whose first five answers are rejected, and which writes a note in each attempt. */
final class Rejected implements MeasuredClaim {

    private static final int REJECTED = 5;
    private static final List<String> CONSTRAINTS =
            List.of("Keep the whole text to 500 words", "The tone is formal throughout", "No discounts anywhere");

    @Override
    public String sentence() {
        return "Rejected work leaves no trace";
    }

    @Override
    public List<Figure> measure(Path folder) {
        Lab.Worker worker = new Lab.Worker((prompt, results) -> answer(prompt, results));
        int left = notesAfterRun(worker, folder.resolve("crew"));
        int written = writtenFirst(folder.resolve("first"));
        return List.of(
                Figure.of("notes of %d rejected attempts in the memory".formatted(REJECTED), left - 1, "notes")
                        .atMost(0),
                Figure.of("notes of the accepted attempt", Math.min(left, 1), "notes")
                        .atLeast(1),
                Figure.of("constraints in every prompt of a retry", constraintsInRetries(worker), "%")
                        .atLeast(100),
                Figure.of("prompts of retries", worker.prompts().size() - 1, "prompts")
                        .atLeast(REJECTED),
                Figure.of("control, notes left if they are written before the check", written, "notes")
                        .atLeast(1));
    }

    private static int notesAfterRun(Lab.Worker worker, Path folder) {
        try (SharedMemory memory = Lab.memory(folder)) {
            CONSTRAINTS.forEach(memory.task("r").person("client")::require);
            Crew.builder("crew").tasks(task(worker)).memory(memory).build().kickoff(Run.id("r"));
            return notes(memory);
        }
    }

    private static double constraintsInRetries(Lab.Worker worker) {
        return worker.prompts().stream()
                .skip(1)
                .mapToDouble(Rejected::constraintsIn)
                .min()
                .orElse(0);
    }

    private static double constraintsIn(String prompt) {
        return 100.0 * CONSTRAINTS.stream().filter(prompt::contains).count() / CONSTRAINTS.size();
    }

    private static Task task(Lab.Worker worker) {
        return Lab.task("draft", Lab.agent("writer", worker).build())
                .maxRetries(REJECTED)
                .guardrail(Guardrails.of(
                        "patience", answer -> answer.attempt() > REJECTED ? List.of() : List.of("not yet")))
                .build();
    }

    private static AiMessage answer(String prompt, int results) {
        int attempt = prompt.contains("# Your last answer\nanswer ")
                ? 1 + prompt.charAt(prompt.indexOf("# Your last answer\nanswer ") + 26) - '0'
                : 0;
        return results == 0 ? Lab.finding("note of attempt " + attempt) : AiMessage.from("answer " + attempt);
    }

    private static int notes(SharedMemory memory) {
        return (int) memory.task("r").agent("auditor").list().stream()
                .filter(one -> one.text().startsWith("note of attempt"))
                .count();
    }

    /** Returns the notes that remain if the same agent writes directly to the memory. */
    private static int writtenFirst(Path folder) {
        try (SharedMemory memory = Lab.memory(folder)) {
            Consumer<String> write = text -> memory.task("r").agent("writer").remember(text);
            Lab.Worker worker = new Lab.Worker((prompt, results) -> {
                AiMessage answer = answer(prompt, 1);
                write.accept("note of attempt " + answer.text());
                return answer;
            });
            Crew.builder("crew").tasks(task(worker)).memory(memory).build().kickoff(Run.id("r"));
            return notes(memory) - 1;
        }
    }
}
