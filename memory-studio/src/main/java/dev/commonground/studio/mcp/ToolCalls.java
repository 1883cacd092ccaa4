package dev.commonground.studio.mcp;

import dev.commonground.AgentMemory;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.langgraph4j.MemoryTools;
import dev.commonground.memory.Change;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.MemoryId;
import dev.langchain4j.invocation.InvocationContext;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers the calls of one client. Thread-safe, like the handle on the memory. */
final class ToolCalls {

    private static final String GO_ON =
            "\nTo go on, call settle if you can decide; otherwise leave both to somebody who can.";

    private final AgentMemory memory;
    private final Supplier<AgentMemory> fresh;
    private final MemoryTools tools;

    /**
     * Creates the calls of a client.
     *
     * @param memory the client's handle, which knows what the client was shown
     * @param fresh opens another handle of the same reader, which was shown nothing
     */
    ToolCalls(AgentMemory memory, Supplier<AgentMemory> fresh) {
        this.memory = memory;
        this.fresh = fresh;
        this.tools = MemoryTools.bound(memory).failuresTo(failure -> {
            throw failure;
        });
    }

    /** Returns the answer of the tool called {@code name}. */
    String answer(String name, ToolArguments arguments) {
        return switch (name) {
            case "remember" -> remember(arguments);
            case "recall" -> tools.recall(arguments.text("queries"), context());
            case "brief" -> brief(arguments.given("work"));
            case "conflicts" -> conflicts();
            case "settle" -> new ConflictSettler(fresh.get(), arguments).answer();
            case "history" -> history(arguments.given("id"));
            default -> throw new IllegalArgumentException("There is no tool of this name: list the tools");
        };
    }

    private static InvocationContext context() {
        return InvocationContext.builder().build();
    }

    /** Adds to the answer about a conflict who is on the other side, since when and why, and how to go on. */
    private String remember(ToolArguments arguments) {
        return tools.remember(
                        arguments.text("text"),
                        arguments.text("kind"),
                        arguments.text("key"),
                        arguments.text("value"),
                        arguments.text("evidence"),
                        arguments.text("keepToMyself"),
                        context())
                + otherSides(arguments.given("key"));
    }

    private String otherSides(String key) {
        return memory.conflicts().stream()
                .filter(conflict -> conflict.key().equalsIgnoreCase(key))
                .findFirst()
                .map(conflict -> "\n" + ConflictSettler.sides(conflict.memories()) + GO_ON)
                .orElse("");
    }

    String brief(String work) {
        return memory.brief(BriefingRequest.builder().work(work).build()).text();
    }

    private String conflicts() {
        List<Conflict> open = memory.conflicts();
        return open.isEmpty()
                ? "Nothing is in conflict."
                : open.stream()
                        .map(conflict -> ConflictSettler.sides(conflict.memories()))
                        .collect(Collectors.joining("\n", SideNotes.PREFACE, ""));
    }

    private String history(String id) {
        List<Change> changes;
        try {
            changes = memory.history(new MemoryId(id));
        } catch (IllegalArgumentException e) {
            return "Nothing was found: " + e.getMessage();
        }
        return changes.isEmpty()
                ? "There is no memory of that id that you may read."
                : changes.stream().map(SideNotes::change).collect(Collectors.joining("\n", SideNotes.PREFACE, ""));
    }
}
