package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.crew.model.FindingsBlock;
import dev.commonground.langgraph4j.MemoryTools;
import dev.langchain4j.invocation.InvocationContext;
import java.util.List;

/** The memories that an agent writes in one attempt, with its tools or in a block at the end of its answer. */
final class AttemptWrites {

    private final Task.Learning learning;
    private final Sources sources;
    private final MemoryTools tools;

    AttemptWrites(AgentMemory memory, Task.Learning learning, Sources sources) {
        this.learning = learning;
        this.sources = sources;
        this.tools = MemoryTools.bound(memory).quotedFrom(sources::hold);
    }

    MemoryTools tools() {
        return tools;
    }

    /** Returns the names of the tools that the model does not get. */
    List<String> withheld() {
        return learning == Task.Learning.FROM_OUTPUT ? List.of("remember") : List.of();
    }

    /** Writes the findings of a block like the tool {@code remember}. A failure of the memory stops the run. */
    void take(FindingsBlock block) {
        if (learning == Task.Learning.FROM_OUTPUT) {
            sources.add(block.answer());
        }
        MemoryTools writer = tools.failuresTo(failure -> {
            throw failure;
        });
        InvocationContext context = InvocationContext.builder().build();
        block.findings()
                .forEach(one ->
                        writer.remember(one.text(), one.kind(), one.key(), one.value(), evidence(one), "", context));
    }

    /** Returns the evidence of a finding. In an answer that ends with findings, the text of the finding can be its quote. */
    private String evidence(FindingsBlock.Finding finding) {
        String evidence = finding.evidence() == null ? "" : finding.evidence();
        return learning == Task.Learning.FROM_OUTPUT && evidence.isBlank() && finding.text() != null
                ? finding.text()
                : evidence;
    }
}
