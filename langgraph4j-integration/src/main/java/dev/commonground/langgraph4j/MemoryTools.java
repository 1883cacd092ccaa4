package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.commonground.AgentMemory;
import dev.commonground.MemoryLog;
import dev.commonground.memory.Memory;
import dev.commonground.recall.Match;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.invocation.InvocationContext;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tools that let a model use the memory, in a prebuilt agent, in AI services and in langchain4j-agentic.
 *
 * <pre>{@code
 * AgentExecutor.builder().chatModel(model).toolsFromObject(graphs.tools()).build();
 * AiServices.builder(Writer.class).chatModel(model).tools(graphs.tools("writer")).build();
 * }</pre>
 *
 * <p>The graph or the invocation determines the task, the user and the agent, never the model. Arguments that name one
 * of them are ignored.
 *
 * <p>All parameters are strings, because langchain4j ends the whole run if a model passes an argument of another type.
 * An attached prebuilt agent also accepts malformed JSON; an AI service needs {@link UnreadableArguments} for it. If
 * the memory fails, the answer asks the model to continue without it, and the failure is reported to the application.
 *
 * <p>Thread-safe. Final, because LangGraph4j never ends its search for the tools of a subclass.
 */
public final class MemoryTools {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryTools.class);

    private final ToolScope scope;
    private final @Nullable Predicate<String> source;
    private final Consumer<RuntimeException> errors;

    private MemoryTools(ToolScope scope, @Nullable Predicate<String> source, Consumer<RuntimeException> errors) {
        this.scope = scope;
        this.source = source;
        this.errors = errors;
    }

    static MemoryTools in(ToolScope scope) {
        return new MemoryTools(
                scope, null, error -> LOG.error("A memory tool failed; the model continues without the memory", error));
    }

    /** Returns tools that always use {@code memory}, regardless of the invocation. */
    public static MemoryTools bound(AgentMemory memory) {
        requireNonNull(memory, "memory");
        return in(context -> ToolScope.Caller.outsideGraph(memory));
    }

    /**
     * Returns a memory as the tools show it to a model: on one line, with its id, quoted, and with its authors. One of low
     * trust is marked as unconfirmed.
     */
    public static String note(Memory memory) {
        return ToolAnswer.line(requireNonNull(memory, "memory"), memory.isLowTrust() ? "unconfirmed" : "");
    }

    /** Returns a copy that passes failures to {@code listener}. By default they are logged. */
    public MemoryTools failuresTo(Consumer<RuntimeException> listener) {
        return new MemoryTools(scope, source, requireNonNull(listener, "listener"));
    }

    /**
     * Returns a copy that checks the model's quotes. Evidence that {@code source} accepts is stored with the memory. A
     * constraint, a preference or a decision with evidence that {@code source} rejects becomes a finding without a key.
     * By default quotes are not checked and evidence is not stored.
     *
     * @param source accepts a quote that occurs in the model's input
     */
    public MemoryTools quotedFrom(Predicate<String> source) {
        return new MemoryTools(scope, requireNonNull(source, "source"), errors);
    }

    /**
     * Remembers one thing for the team or for the agent alone.
     *
     * @return the outcome, for the model
     */
    @Tool(
            "Remembers one thing in the memory that you share with your team, for all agents that work on this task after you. Remember what you learned or decided; one thing per call.")
    public String remember(
            @P("what to remember, in one sentence that can be understood by itself") @Nullable String text,
            @P(
                            value =
                                    "one of: constraint (the result must respect it), preference, decision, finding, question; finding unless given",
                            required = false)
                    @Nullable
                    String kind,
            @P(value = "its subject, in one or two words, such as tone; only together with value", required = false)
                    @Nullable
                    String key,
            @P(value = "the value of the key, such as formal; only together with key", required = false) @Nullable
                    String value,
            @P(
                            value = "the words that support it, copied exactly from your input or from a tool's answer",
                            required = false)
                    @Nullable
                    String evidence,
            @P(value = "true to keep it to yourself; false unless given", required = false) @Nullable
                    String keepToMyself,
            InvocationContext context) {
        return answer(
                context,
                caller -> new RememberCall(text, kind, key, value, CheckedQuote.of(evidence, source), keepToMyself)
                        .answer(caller));
    }

    /**
     * Recalls the 8 memories that match best, among all that the agent may read. Instructions of low trust are held back
     * and counted.
     *
     * @param queries the questions, one per line
     * @return the memories, for the model
     */
    @Tool(
            "Searches the memory that you share with your team for knowledge about this task. Search before you begin, and whenever you miss information.")
    public String recall(
            @P("what you want to know, in words; several questions go on a line each") @Nullable String queries,
            InvocationContext context) {
        return answer(context, caller -> {
            ToolQueries parsed = ToolQueries.parse(queries);
            if (parsed.questions().isEmpty()) {
                return ToolAnswer.NO_QUERY;
            }
            List<Match> matches = parsed.recallFrom(caller.memory());
            MemoryLog log = caller.memory().log();
            List<Match> told = matches.stream()
                    .filter(match -> !log.provenance(match.memory()).heldBack())
                    .toList();
            caller.show(told.stream().map(Match::memory).toList());
            return ToolAnswer.of(told, matches.size() - told.size(), log);
        });
    }

    private String answer(InvocationContext context, Function<ToolScope.Caller, String> call) {
        requireNonNull(context, "context");
        try {
            return call.apply(scope.of(context));
        } catch (RuntimeException e) { // a failure must neither reach the model nor end its run
            errors.accept(e);
            return ToolAnswer.UNREACHABLE;
        }
    }
}
