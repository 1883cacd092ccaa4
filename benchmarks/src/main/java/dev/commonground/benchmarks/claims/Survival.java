package dev.commonground.benchmarks.claims;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.crew.Task;
import dev.commonground.memory.Draft;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Constraints from the start of a chain, among findings about the same subjects. */
final class Survival implements MeasuredClaim {

    private static final int HOPS = 20;
    private static final int DISTRACTORS = 500;
    private static final String ANSWER = "The work went on.";
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
        Lab.Worker worker = new Lab.Worker((prompt, results) -> AiMessage.from(ANSWER));
        Task[] tasks = Lab.chain(HOPS, i -> worker);
        try (SharedMemory memory = Lab.memory(folder)) {
            AgentMemory client = memory.task("chain").agent("client-reader");
            CONSTRAINTS.forEach(client::require);
            client.rememberAll(distractors());
            Crew.builder("chain").tasks(tasks).memory(memory).build().kickoff(Run.id("chain"));
            return figures(worker, client, tasks[HOPS - 1].description());
        }
    }

    private static List<Draft> distractors() {
        return IntStream.range(0, DISTRACTORS)
                .mapToObj("Note %d: the team works on what the client said of the format and the text"::formatted)
                .map(text -> Draft.finding(text).build())
                .toList();
    }

    private static List<Figure> figures(Lab.Worker worker, AgentMemory client, String query) {
        return List.of(
                Figure.of("constraints verbatim in all of %d prompts".formatted(HOPS), inPrompts(worker.prompts()), "%")
                        .atLeast(100),
                Figure.of("baseline, top 5 by similarity", topFive(client, query), "%")
                        .atMost(99),
                Figure.of("baseline, last output only", share(ANSWER), "%").atMost(99),
                Figure.of("baseline, last 2,000 tokens of the notes", truncated(client), "%")
                        .atMost(99));
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

    /** Returns the share of constraints in the last 8,000 characters of all notes, in the order of writing. */
    private static double truncated(AgentMemory memory) {
        String notes = String.join("\n", CONSTRAINTS)
                + memory.list().stream()
                        .filter(one -> one.text().startsWith("Note"))
                        .map(one -> "\n" + one.text())
                        .collect(Collectors.joining());
        return share(notes.substring(Math.max(0, notes.length() - 8_000)));
    }
}
