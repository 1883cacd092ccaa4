package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.crew.Task;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.crew.check.Verdict;
import dev.commonground.memory.Memory;
import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Path;
import java.util.List;

/** A writer with and without the memory of a client's call, and with different requirements of the same client. */
final class Effect implements MeasuredClaim {

    private static final String CALL = """
            They need at most %s words and a %s tone. Visitor numbers first.
            The proposal must include opening hours. Please never mention donors.
            Last year 40,000 people came. They lose 12 hours a week to paper forms.
            """;

    /** A draft with the verdict on the client's constraints. */
    private record JudgedDraft(String text, Verdict verdict) {}

    @Override
    public String sentence() {
        return "Survival changes the result";
    }

    @Override
    public List<Figure> measure(Path folder) {
        JudgedDraft formal = draft(folder.resolve("formal"), "250", "formal");
        JudgedDraft friendly = draft(folder.resolve("friendly"), "120", "friendly");
        Verdict without = Verdict.of(constraints(formal), draftWithoutMemory());
        int violated = friendly.verdict().violated();
        int texts = friendly.text().equals(formal.text()) ? 0 : 1;
        return List.of(
                Figure.of("violations with the memory", formal.verdict().violated(), "violations")
                        .atMost(0),
                Figure.of("constraints recorded and met", formal.verdict().met(), "constraints")
                        .atLeast(4),
                Figure.of("control, violations without the memory", without.violated(), "violations")
                        .atLeast(1),
                Figure.of("violations after 250 -> 120 words, formal -> friendly", violated, "violations")
                        .atMost(0),
                Figure.of("words after the change", BriefedWriter.words(friendly.text()), "words")
                        .atMost(120),
                Figure.of("texts that follow the change", texts, "texts").atLeast(1));
    }

    private static List<Memory> constraints(JudgedDraft draft) {
        return draft.verdict().checks().stream().map(check -> check.memory()).toList();
    }

    private static JudgedDraft draft(Path folder, String words, String tone) {
        try (SharedMemory memory = Lab.memory(folder)) {
            memory.task("r")
                    .agent("researcher")
                    .learn(List.of(UserMessage.from("client", CALL.formatted(words, tone))));
            String text = crew().memory(memory).build().kickoff(Run.id("r")).text();
            List<Memory> memories = memory.task("r").agent("auditor").list();
            return new JudgedDraft(text, Verdict.of(memories, text));
        }
    }

    private static String draftWithoutMemory() {
        return crew().withoutMemory().build().kickoff(Run.id("r")).text();
    }

    private static Crew.Builder crew() {
        Lab.Worker writer = new Lab.Worker((prompt, results) -> BriefedWriter.answer(prompt));
        Task draft = Task.builder("draft")
                .agent(Lab.agent("writer", writer).build())
                .description("Write the proposal for the client.")
                .expectedOutput("The proposal in Markdown.")
                .guardrail(Guardrails.meetsConstraints())
                .build();
        return Crew.builder("proposal").tasks(draft);
    }
}
