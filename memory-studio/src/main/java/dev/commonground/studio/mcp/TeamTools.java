package dev.commonground.studio.mcp;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the tools that the server offers beside {@link dev.commonground.langgraph4j.MemoryTools}, which is where
 * the texts of remember and recall are.
 */
interface TeamTools {

    /** Briefs the agent. */
    @Tool(
            "Returns what you should know before you begin: what binds, what is in conflict, what is open, what is done and what was found. Call it once, before your work.")
    String brief(
            @P(value = "your work, in one sentence, which decides what comes first", required = false) @Nullable
                    String work);

    /** Lists the conflicts. */
    @Tool(
            "Lists the keys for which your team holds contradicting values, each side with its author, time and evidence.")
    String conflicts();

    /** Settles a conflict. */
    @Tool(
            "Settles a conflict: from now on one value holds, and it supersedes the sides that you have seen. If somebody has written since you looked, nothing is settled, and the answer says what is new.")
    String settle(
            @P("the key in conflict, such as tone") @Nullable String key,
            @P("the value that holds from now on, such as formal") @Nullable String value,
            @P("the ids of all sides that you have seen, as conflicts shows them, separated by spaces") @Nullable
                    String seen,
            @P(
                            value =
                                    "the settled statement in one sentence; that of the side with the value unless given",
                            required = false)
                    @Nullable
                    String text,
            @P(value = "the words that support it, copied exactly from your input", required = false) @Nullable
                    String evidence);

    /** Tells the history of a memory. */
    @Tool("Tells what happened to one memory: who wrote it, on what evidence, what superseded it, and when.")
    String history(@P("the id of the memory, m-...") @Nullable String id);
}
