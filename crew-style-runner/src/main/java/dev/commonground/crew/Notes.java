package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.crew.model.FindingsBlock;
import dev.commonground.langgraph4j.MemoryTools;
import dev.langchain4j.invocation.InvocationContext;
import java.util.List;

/** What an agent writes to the memory in one turn: by its tools, or in a block at the end of its answer. */
final class Notes {

    private final Task.Learning learning;
    private final Sources sources;
    private final MemoryTools tools;

    Notes(AgentMemory memory, Task.Learning learning, Sources sources) {
        this.learning = learning;
        this.sources = sources;
        this.tools = MemoryTools.bound(memory).quotedFrom(sources::hold);
    }

    MemoryTools tools() {
        return tools;
    }

    /** Returns the tools that the model is not to be offered. */
    List<String> withheld() {
        return learning == Task.Learning.FROM_OUTPUT ? List.of("remember") : List.of();
    }

    /** Writes what stands in a block where the tools would have put it. */
    void take(FindingsBlock block) {
        if (learning == Task.Learning.FROM_OUTPUT) {
            sources.add(block.answer());
        }
        InvocationContext context = InvocationContext.builder().build();
        block.findings()
                .forEach(one ->
                        tools.remember(one.text(), one.kind(), one.key(), one.value(), evidence(one), "", context));
    }

    /** Of an output that is learned from, what is to bind without saying why is looked for in its own words. */
    private String evidence(FindingsBlock.Finding finding) {
        String evidence = finding.evidence() == null ? "" : finding.evidence();
        return learning == Task.Learning.FROM_OUTPUT && evidence.isBlank() && finding.text() != null
                ? finding.text()
                : evidence;
    }
}
