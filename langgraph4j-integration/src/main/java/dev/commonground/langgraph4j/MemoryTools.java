package dev.commonground.langgraph4j;

import dev.commonground.AgentMemory;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.Match;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.invocation.InvocationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory as tools for a model, in a prebuilt agent, in AI services and in langchain4j-agentic.
 *
 * <pre>{@code
 * AgentExecutor.builder().chatModel(model).toolsFromObject(graphs.tools()).build();
 * AiServices.builder(Writer.class).chatModel(model).tools(graphs.tools("writer")).build();
 * }</pre>
 *
 * <p>Whose memory it is comes from the graph or from the invocation, never from the model: arguments that name a task, a
 * user or an agent are ignored. All parameters are texts, because langchain4j ends the whole run when a model passes an
 * argument of another type than asked for. An attached prebuilt agent also survives arguments that are no JSON; an AI
 * service needs {@link UnreadableArguments} for those. If the memory fails, the model is told to go on without
 * it, and the application is told what failed.
 *
 * <p>Thread-safe. Final, because LangGraph4j looks for the tools of a subclass forever.
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
                scope, null, error -> LOG.error("A memory tool failed; its model goes on without it", error));
    }

    /** Returns tools that always work on {@code memory}, whatever the invocation says. */
    public static MemoryTools bound(AgentMemory memory) {
        return in(context -> new ToolScope.Hand(memory, shown -> {}));
    }

    /** Returns these tools with failures told to {@code listener}; they are logged unless told otherwise. */
    public MemoryTools failuresTo(Consumer<RuntimeException> listener) {
        return new MemoryTools(scope, source, listener);
    }

    /**
     * Returns these tools for a model of which it is known what it was given: evidence that {@code source} accepts is kept
     * with what it is evidence of, and a constraint, preference or decision whose evidence it does not accept is kept as a
     * finding without a key. Unless told otherwise nobody can say where the model has it from, and evidence is left out.
     */
    public MemoryTools quotedFrom(Predicate<String> source) {
        return new MemoryTools(scope, source, errors);
    }

    /**
     * Remembers something for the team, or for the agent alone.
     *
     * @return what became of it, for the model
     */
    @Tool(
            "Remembers one thing in the memory that you share with your team, so that everybody who works on this task after you knows it. Remember what you learned, decided or were told; one thing a call.")
    public String remember(
            @P("what to remember, in one sentence that can be understood by itself") @Nullable String text,
            @P(
                            value =
                                    "one of: constraint (the result must respect it), preference, decision, finding, question; finding unless given",
                            required = false)
                    @Nullable
                    String kind,
            @P(
                            value = "what it is about, in one or two words, such as tone; only together with value",
                            required = false)
                    @Nullable
                    String key,
            @P(value = "what the key is, such as formal; only together with key", required = false) @Nullable
                    String value,
            @P(
                            value =
                                    "the words it is taken from, exactly as they stand in what you were given or a tool told you",
                            required = false)
                    @Nullable
                    String evidence,
            @P(value = "true to keep it to yourself; false unless given", required = false) @Nullable
                    String keepToMyself,
            InvocationContext context) {
        return answer(context, hand -> {
            Evidence quoted = Evidence.of(evidence, source);
            Draft draft;
            try {
                draft = ToolDraft.of(text, kind, key, value, quoted);
            } catch (IllegalArgumentException e) {
                return ToolAnswer.NOT_STORED + e.getMessage();
            }
            AgentMemory memory = isTrue(keepToMyself) ? ownNotes(hand.memory()) : hand.memory();
            WriteOutcome outcome = memory.remember(draft);
            hand.show(toldIn(outcome));
            return quoted.standing() == Evidence.Standing.MISSING
                    ? ToolAnswer.of(outcome) + ToolAnswer.NO_EVIDENCE
                    : ToolAnswer.of(outcome);
        });
    }

    /**
     * Recalls what fits, the best 8 memories of all that the agent may read.
     *
     * @param queries one question a line
     * @return the memories, for the model
     */
    @Tool(
            "Searches the memory that you share with your team for what is known about this task. Ask before you begin, and whenever you miss something.")
    public String recall(
            @P("what you want to know, in words; several questions go on a line each") @Nullable String queries,
            InvocationContext context) {
        return answer(context, hand -> {
            ToolQueries asked = ToolQueries.parse(queries);
            if (asked.questions().isEmpty()) {
                return ToolAnswer.NO_QUERY;
            }
            List<Match> matches = asked.recallFrom(hand.memory());
            hand.show(matches.stream().map(Match::memory).toList());
            return ToolAnswer.of(matches);
        });
    }

    private String answer(InvocationContext context, Function<ToolScope.Hand, String> call) {
        try {
            return call.apply(scope.of(context));
        } catch (RuntimeException e) { // a model must neither see internals nor be stopped by them
            errors.accept(e);
            return ToolAnswer.UNREACHABLE;
        }
    }

    private static boolean isTrue(@Nullable String text) {
        return text != null
                && (text.strip().equalsIgnoreCase("true") || text.strip().equalsIgnoreCase("yes"));
    }

    private static AgentMemory ownNotes(AgentMemory memory) {
        return memory.scope() instanceof Scope.Agent ? memory : memory.privately();
    }

    private static List<Memory> toldIn(WriteOutcome outcome) {
        List<Memory> told = new ArrayList<>(List.of(outcome.memory()));
        if (outcome instanceof WriteOutcome.InConflict conflict) {
            told.addAll(conflict.others());
        }
        return told;
    }
}
