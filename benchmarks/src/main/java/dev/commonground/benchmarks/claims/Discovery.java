package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.crew.Task;
import dev.commonground.memory.Memory;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Agents that look a fact up unless they know it, and agents that learn the same fact in parallel. */
final class Discovery implements MeasuredClaim {

    private static final int AGENTS = 5;
    private static final String FACT = "The pilot runs in Leeds";

    /** A register that counts its look-ups. */
    public static final class Register {

        private final AtomicInteger lookups = new AtomicInteger();

        /** Returns the fact. */
        @Tool("Looks the pilot up in the register")
        public String lookUp() {
            lookups.incrementAndGet();
            return FACT;
        }
    }

    @Override
    public String sentence() {
        return "Nothing is discovered twice";
    }

    @Override
    public List<Figure> measure(Path folder) {
        Register known = new Register();
        Register unknown = new Register();
        try (SharedMemory memory = Lab.memory(folder.resolve("chain"))) {
            Crew.builder("chain").tasks(tasks(known)).memory(memory).build().kickoff(Run.id("r"));
        }
        Crew.builder("chain").tasks(tasks(unknown)).withoutMemory().build().kickoff(Run.id("r"));
        List<Memory> memories = learnedInParallel(folder.resolve("group"));
        int authors = memories.isEmpty() ? 0 : memories.get(0).authors().size();
        return List.of(
                Figure.of("look-ups of %d agents in a row".formatted(AGENTS), known.lookups.get(), "calls")
                        .atMost(1),
                Figure.of("control, the same without the memory", unknown.lookups.get(), "calls")
                        .atLeast(2),
                Figure.of(
                                "memories of a fact that %d agents learn in parallel".formatted(AGENTS),
                                memories.size(),
                                "memories")
                        .atMost(1),
                Figure.of("agents credited as its authors", authors, "agents").atLeast(AGENTS));
    }

    private static List<Memory> learnedInParallel(Path folder) {
        try (SharedMemory memory = Lab.memory(folder)) {
            Crew.builder("group")
                    .parallel(tasks(new Register()))
                    .memory(memory)
                    .build()
                    .kickoff(Run.id("r"));
            return memory.task("r").agent("auditor").list().stream()
                    .filter(one -> one.text().equalsIgnoreCase(FACT))
                    .toList();
        }
    }

    private static Task[] tasks(Register register) {
        return IntStream.range(0, AGENTS)
                .mapToObj(i -> Task.builder("t" + i)
                        .agent(Lab.agent("a" + i, new Lab.Worker(Discovery::work))
                                .tools(register)
                                .build())
                        .description("Say where the pilot runs.")
                        .expectedOutput("The place.")
                        .build())
                .toArray(Task[]::new);
    }

    private static AiMessage work(String prompt, int results) {
        boolean memory = prompt.contains("<team-memory>");
        if (prompt.contains(FACT) || results == (memory ? 2 : 1)) {
            return AiMessage.from("Done.");
        }
        return results == 0 ? lookUp() : Lab.finding(FACT);
    }

    private static AiMessage lookUp() {
        return AiMessage.from(ToolExecutionRequest.builder()
                .id("1")
                .name("lookUp")
                .arguments("{}")
                .build());
    }
}
