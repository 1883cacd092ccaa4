package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.Figure;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.crew.Task;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.crew.check.Verdict;
import dev.commonground.memory.Memory;
import dev.commonground.samples.offline.OfflineModel;
import dev.langchain4j.agent.tool.Tool;
import java.nio.file.Path;
import java.util.List;

/** The same agents with and without the memory, and with other wishes of the same client. */
final class Effect implements Claim {

    private static final String NOTES = """
            Call with the harbour office. It rained all day.
            They need at most %s words and a %s tone. Visitor numbers first.
            The proposal must include opening hours. Please never mention donors.
            Last year 40,000 people came. They lose 12 hours a week to paper forms.
            """;

    /** What came of a run, judged by what the notes ask for. */
    private record Outcome(String text, Verdict verdict) {}

    /** The notes as a tool. */
    public static final class Notes {

        private final String text;

        Notes(String text) {
            this.text = text;
        }

        /** Returns the notes. */
        @Tool("Reads the notes of the calls with the client")
        public String readNotes() {
            return text;
        }
    }

    @Override
    public String sentence() {
        return "Survival changes the result";
    }

    @Override
    public List<Figure> measure(Path folder) {
        Outcome formal = with(folder.resolve("formal"), "250", "formal");
        Outcome friendly = with(folder.resolve("friendly"), "120", "friendly");
        Verdict without = Verdict.of(binding(formal), without("250", "formal"));
        int words = friendly.text().strip().split("\\s+", -1).length;
        return List.of(
                Figure.of("violations with the memory", formal.verdict().violated(), "violations")
                        .atMost(0),
                Figure.of("constraints found and met", formal.verdict().met(), "constraints")
                        .atLeast(4),
                Figure.of("control, violations without the memory", without.violated(), "violations")
                        .atLeast(1),
                Figure.of(
                                "violations after 250 -> 120 words, formal -> friendly",
                                friendly.verdict().violated(),
                                "violations")
                        .atMost(0),
                Figure.of("words after the change", words, "words").atMost(120),
                Figure.of("the text follows the change", friendly.text().equals(formal.text()) ? 0 : 1, "texts")
                        .atLeast(1));
    }

    private static List<Memory> binding(Outcome outcome) {
        return outcome.verdict().checks().stream().map(check -> check.memory()).toList();
    }

    private static Outcome with(Path folder, String words, String tone) {
        try (SharedMemory memory = Lab.memory(folder)) {
            String text = crew(words, tone)
                    .memory(memory)
                    .build()
                    .kickoff(Run.id("r"))
                    .text();
            return new Outcome(
                    text, Verdict.of(memory.task("r").agent("auditor").list(), text));
        }
    }

    private static String without(String words, String tone) {
        return crew(words, tone).withoutMemory().build().kickoff(Run.id("r")).text();
    }

    private static Crew.Builder crew(String words, String tone) {
        OfflineModel model = OfflineModel.create();
        Task research = Task.builder("research")
                .agent(Lab.agent("researcher", model)
                        .tools(new Notes(NOTES.formatted(words, tone)))
                        .build())
                .description("Read the notes of the calls with the client. Record requirements and facts.")
                .expectedOutput("One finding a line.")
                .build();
        Task draft = Task.builder("draft")
                .agent(Lab.agent("writer", model).build())
                .description("Write the proposal for the client.")
                .expectedOutput("The proposal in Markdown.")
                .guardrail(Guardrails.meetsConstraints())
                .build();
        return Crew.builder("proposal").tasks(research, draft);
    }
}
