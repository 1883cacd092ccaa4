package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.Figure;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.crew.Task;
import dev.commonground.crew.check.Guardrails;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** An agent that is refused five times and notes something at each attempt. */
final class Rejected implements Claim {

    private static final int REFUSED = 5;
    private static final List<String> CONSTRAINTS =
            List.of("Keep the whole text to 500 words", "The tone is formal throughout", "No discounts anywhere");

    @Override
    public String sentence() {
        return "Rejected work leaves no trace";
    }

    @Override
    public List<Figure> measure(Path folder) {
        Lab.Worker worker = new Lab.Worker((prompt, results) -> answer(prompt, results));
        int left;
        try (SharedMemory memory = Lab.memory(folder.resolve("crew"))) {
            CONSTRAINTS.forEach(memory.task("r").person("client")::require);
            Crew.builder("crew").tasks(task(worker)).memory(memory).build().kickoff(Run.id("r"));
            left = notes(memory);
        }
        double kept = worker.prompts().stream()
                .skip(1)
                .mapToDouble(prompt ->
                        100.0 * CONSTRAINTS.stream().filter(prompt::contains).count() / CONSTRAINTS.size())
                .min()
                .orElse(0);
        return List.of(
                Figure.of("notes of %d refused attempts in the memory".formatted(REFUSED), left - 1, "notes")
                        .atMost(0),
                Figure.of("notes of the accepted attempt", Math.min(left, 1), "notes")
                        .atLeast(1),
                Figure.of("constraints in every prompt of a retry", kept, "%").atLeast(100),
                Figure.of("prompts of retries", worker.prompts().size() - 1, "prompts")
                        .atLeast(REFUSED),
                Figure.of(
                                "control, notes left if they are written before the check",
                                writtenFirst(folder.resolve("first")),
                                "notes")
                        .atLeast(1));
    }

    private static Task task(Lab.Worker worker) {
        return Lab.task("draft", Lab.agent("writer", worker).build())
                .maxRetries(REFUSED)
                .guardrail(Guardrails.of(
                        "patience", answer -> answer.attempt() > REFUSED ? List.of() : List.of("not yet")))
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

    /** The same agent, whose notes go to the memory at once. */
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
