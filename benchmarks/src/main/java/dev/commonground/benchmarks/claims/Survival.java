package dev.commonground.benchmarks.claims;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.Figure;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.crew.Task;
import dev.commonground.memory.Draft;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Constraints told at the start of a chain, among findings that speak of the same things. */
final class Survival implements Claim {

    private static final int HOPS = 20;
    private static final int DISTRACTORS = 500;
    private static final List<String> CONSTRAINTS = List.of(
            "The client wants the executive summary first",
            "The format is slides, and slides only",
            "Keep the whole text to 500 words",
            "The tone is formal throughout",
            "No discounts are mentioned anywhere");

    @Override
    public String sentence() {
        return "Constraints survive";
    }

    @Override
    public List<Figure> measure(Path folder) {
        Lab.Worker worker = new Lab.Worker((prompt, results) -> AiMessage.from("The work went on."));
        Task[] tasks = IntStream.range(0, HOPS)
                .mapToObj(i ->
                        Lab.task("t" + i, Lab.agent("a" + i, worker).build()).build())
                .toArray(Task[]::new);
        try (SharedMemory memory = Lab.memory(folder)) {
            AgentMemory client = memory.task("chain").agent("client-reader");
            CONSTRAINTS.forEach(client::require);
            client.rememberAll(IntStream.range(0, DISTRACTORS)
                    .mapToObj(i -> Draft.finding(
                                    "Note %d: the team works on what the client said of the format and the text"
                                            .formatted(i))
                            .build())
                    .toList());
            Crew.builder("chain").tasks(tasks).memory(memory).build().kickoff(Run.id("chain"));
            String query = tasks[HOPS - 1].description();
            List<Figure> figures = new ArrayList<>();
            figures.add(Figure.of(
                            "constraints verbatim in all of %d prompts".formatted(HOPS),
                            inPrompts(worker.prompts()),
                            "%")
                    .atLeast(100));
            figures.add(Figure.of("baseline, top 5 by similarity", topFive(client, query), "%")
                    .atMost(99));
            figures.add(Figure.of("baseline, last output only", share("The work went on."), "%")
                    .atMost(99));
            figures.add(Figure.of("baseline, last 2,000 tokens of the notes", truncated(client), "%")
                    .atMost(99));
            return figures;
        }
    }

    private static double inPrompts(List<String> prompts) {
        return prompts.stream().mapToDouble(Survival::share).min().orElse(0);
    }

    private static double share(String text) {
        return 100.0 * CONSTRAINTS.stream().filter(text::contains).count() / CONSTRAINTS.size();
    }

    private static double topFive(AgentMemory memory, String query) {
        return share(memory.recall(query, 5).toString());
    }

    /** The notes in the order in which they were written, of which the end fits. */
    private static double truncated(AgentMemory memory) {
        String notes = String.join("\n", CONSTRAINTS)
                + memory.list().stream()
                        .filter(one -> one.text().startsWith("Note"))
                        .map(one -> "\n" + one.text())
                        .collect(Collectors.joining());
        return share(notes.substring(Math.max(0, notes.length() - 8_000)));
    }
}
