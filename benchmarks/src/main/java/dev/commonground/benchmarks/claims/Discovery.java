package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.Figure;
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

/** Agents that look something up unless they are told, and agents that learn the same side by side. */
final class Discovery implements Claim {

    private static final int AGENTS = 5;
    private static final String FACT = "The pilot runs in Leeds";

    /** A look-up that counts how often it was made. */
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
        List<Memory> memories;
        try (SharedMemory memory = Lab.memory(folder.resolve("chain"))) {
            Crew.builder("chain").tasks(tasks(known)).memory(memory).build().kickoff(Run.id("r"));
        }
        Crew.builder("chain").tasks(tasks(unknown)).withoutMemory().build().kickoff(Run.id("r"));
        try (SharedMemory memory = Lab.memory(folder.resolve("group"))) {
            Crew.builder("group")
                    .parallel(tasks(new Register()))
                    .memory(memory)
                    .build()
                    .kickoff(Run.id("r"));
            memories = memory.task("r").agent("auditor").list().stream()
                    .filter(one -> one.text().equalsIgnoreCase(FACT))
                    .toList();
        }
        return List.of(
                Figure.of("look-ups of %d agents in a row".formatted(AGENTS), known.lookups.get(), "calls")
                        .atMost(1),
                Figure.of("control, the same without the memory", unknown.lookups.get(), "calls")
                        .atLeast(2),
                Figure.of(
                                "memories of a fact that %d learn side by side".formatted(AGENTS),
                                memories.size(),
                                "memories")
                        .atMost(1),
                Figure.of(
                                "of these agents credited",
                                memories.isEmpty()
                                        ? 0
                                        : memories.get(0).authors().size(),
                                "agents")
                        .atLeast(AGENTS));
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
        return results == 0
                ? AiMessage.from(ToolExecutionRequest.builder()
                        .id("1")
                        .name("lookUp")
                        .arguments("{}")
                        .build())
                : Lab.finding(FACT);
    }
}
