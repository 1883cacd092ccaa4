package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.commonground.MemoryLog;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Statement;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import dev.commonground.recall.RecallRequest.Floor;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import java.util.List;

/**
 * Retrieves memories for retrieval-augmented generation, in AI services and in langchain4j-agentic.
 *
 * <pre>{@code
 * AiServices.builder(Writer.class).chatModel(model).contentRetriever(graphs.retriever("writer")).build();
 * }</pre>
 *
 * <p>The graph or the invocation determines the task, the user and the agent, never the question. Inside a node the
 * retriever reads as of the node's checkpoint, outside it reads live. Each content is a quoted note with its author,
 * and its metadata describe the memory and the match. Both are encoded for a prompt, as {@link
 * dev.commonground.memory.PromptText} describes. Retrieved memories count as shown to the model. Instructions of low trust
 * are not retrieved.
 *
 * <p>An AI service stores retrieved contents in its chat memory unless it is built with {@code
 * storeRetrievedContentInChatMemory(false)}.
 *
 * <p>Immutable and thread-safe.
 */
public final class MemoryRetriever implements ContentRetriever {

    /** The metadata entry of the memory's id. */
    public static final String ID = "memory.id";

    /** The metadata entry of the scope, such as {@code task order-7}. */
    public static final String SCOPE = "memory.scope";

    /** The metadata entry of the kind, such as {@code CONSTRAINT}. */
    public static final String KIND = "memory.kind";

    /** The metadata entry of the key; absent if the memory has no key. */
    public static final String KEY = "memory.key";

    /** The metadata entry of the key's value; absent if the memory has no key. */
    public static final String VALUE = "memory.value";

    /** The metadata entry of the text, on one line and without quotation marks around it. */
    public static final String TEXT = "memory.text";

    /** The metadata entry of the authors' names, separated by a comma and a space. */
    public static final String AUTHORS = "memory.authors";

    /**
     * The metadata entry that says where the memory comes from, such as {@code from the web, unconfirmed}; absent for a
     * colleague's confirmed word.
     */
    public static final String SOURCE = "memory.source";

    /** The metadata entry of the cosine similarity of the embeddings, 0 to 1. */
    public static final String SIMILARITY = "memory.similarity";

    /** The metadata entry of the share of the question's words that occur in the memory, 0 to 1. */
    public static final String KEYWORDS = "memory.keywords";

    /** The metadata entry that is {@code true} if the question names the memory's kind. */
    public static final String KIND_NAMED = "memory.kindNamed";

    private static final int DEFAULT_LIMIT = 10;

    private final ToolScope scope;
    private final int limit;
    private final Filter filter;
    private final boolean floor;

    private MemoryRetriever(ToolScope scope, int limit, Filter filter, boolean floor) {
        this.scope = scope;
        this.limit = limit;
        this.filter = filter;
        this.floor = floor;
    }

    static MemoryRetriever in(ToolScope scope) {
        return new MemoryRetriever(scope, DEFAULT_LIMIT, Filter.ALL, true);
    }

    /**
     * Returns a copy with another limit on the number of contents. Defaults to {@value #DEFAULT_LIMIT}.
     *
     * @throws IllegalArgumentException if {@code limit} is less than 1
     */
    public MemoryRetriever limit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "limit is %d, but a retriever returns at least 1 content".formatted(limit));
        }
        return new MemoryRetriever(scope, limit, filter, floor);
    }

    /** Returns a copy that retrieves only memories that {@code filter} accepts. Defaults to all memories. */
    public MemoryRetriever filter(Filter filter) {
        return new MemoryRetriever(scope, limit, requireNonNull(filter, "filter"), floor);
    }

    /** Returns a copy without the calibrated floor, which also retrieves poor matches. */
    public MemoryRetriever withoutFloor() {
        return new MemoryRetriever(scope, limit, filter, false);
    }

    /**
     * Returns the memories that match a question, best first; empty if the question contains no letter and no digit.
     *
     * @throws IllegalStateException if the question belongs to no task
     */
    @Override
    public List<Content> retrieve(Query query) {
        ToolScope.Caller caller = scope.of(invocation(requireNonNull(query, "query")));
        if (query.text().codePoints().noneMatch(Character::isLetterOrDigit)) {
            return List.of();
        }
        List<Match> matches = caller.memory().recall(request(query.text()));
        MemoryLog log = caller.memory().log();
        List<Match> told = matches.stream()
                .filter(match -> !log.provenance(match.memory()).heldBack())
                .toList();
        caller.show(told.stream().map(Match::memory).toList());
        return told.stream()
                .map(match ->
                        MemoryContent.of(match, log.provenance(match.memory()).text()))
                .toList();
    }

    private static InvocationContext invocation(Query query) {
        if (query.metadata() == null || query.metadata().invocationContext() == null) {
            throw new IllegalStateException(
                    "The query has no invocation context, so its task is unknown: ask through an AI service, or pass Query.from(text, metadata) with the invocation's context");
        }
        return query.metadata().invocationContext();
    }

    private RecallRequest request(String text) {
        RecallRequest.Builder request = RecallRequest.builder(
                        text.length() > Statement.MAX_TEXT ? text.substring(0, Statement.MAX_TEXT) : text)
                .limit(limit)
                .filter(filter);
        return (floor ? request.floor(Floor.RELATED) : request).build();
    }
}
