package dev.commonground.langgraph4j;

import dev.commonground.memory.Filter;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Statement;
import dev.commonground.recall.Floor;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The shared memory as a source for retrieval-augmented generation, in AI services and in langchain4j-agentic.
 *
 * <pre>{@code
 * AiServices.builder(Writer.class).chatModel(model).contentRetriever(graphs.retriever("writer")).build();
 * }</pre>
 *
 * <p>Whose memory it is comes from the graph or from the invocation, never from the question. Inside a node it reads as of
 * the node's checkpoint, outside of graphs live. Each content is a quoted note with its author; its metadata say what it is
 * and how well it fits. What was retrieved counts as shown to the model.
 *
 * <p>An AI service with a chat memory keeps what was retrieved there unless it is built with {@code
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

    /** The metadata entry of the key; missing if the memory has none. */
    public static final String KEY = "memory.key";

    /** The metadata entry of the key's value; missing if the memory has none. */
    public static final String VALUE = "memory.value";

    /** The metadata entry of the text alone, unquoted. */
    public static final String TEXT = "memory.text";

    /** The metadata entry of the authors' names, separated by a comma and a space. */
    public static final String AUTHORS = "memory.authors";

    /** The metadata entry of the cosine of the embeddings, 0 to 1. */
    public static final String SIMILARITY = "memory.similarity";

    /** The metadata entry of the share of the question's words that the memory carries, 0 to 1. */
    public static final String KEYWORDS = "memory.keywords";

    /** The metadata entry that is {@code true} if the question asks for the memory's kind by name. */
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
     * Returns this retriever with another limit; {@value #DEFAULT_LIMIT} contents unless told otherwise.
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

    /** Returns this retriever for memories that fulfil {@code filter} alone; all unless told otherwise. */
    public MemoryRetriever filter(Filter filter) {
        return new MemoryRetriever(scope, limit, filter, floor);
    }

    /** Returns this retriever without the calibrated floor: the best are retrieved, however poorly they fit. */
    public MemoryRetriever withoutFloor() {
        return new MemoryRetriever(scope, limit, filter, false);
    }

    /**
     * Returns what the team knows that fits a question, best first; nothing if the question holds no word.
     *
     * @throws IllegalStateException if the question belongs to no task
     */
    @Override
    public List<Content> retrieve(Query query) {
        ToolScope.Hand hand = scope.of(invocation(query));
        if (query.text().codePoints().noneMatch(Character::isLetterOrDigit)) {
            return List.of();
        }
        List<Match> matches = hand.memory().recall(request(query.text()));
        hand.show(matches.stream().map(Match::memory).toList());
        return matches.stream().map(MemoryRetriever::content).toList();
    }

    private static InvocationContext invocation(Query query) {
        if (query.metadata() == null || query.metadata().invocationContext() == null) {
            throw new IllegalStateException(
                    "A question came to the memory without an invocation, so nobody knows whose it is: ask through an AI service, or pass Query.from(text, metadata) with the invocation's context");
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

    private static Content content(Match match) {
        Memory memory = match.memory();
        return Content.from(
                TextSegment.from(ToolAnswer.line(memory), metadata(match)),
                Map.of(
                        ContentMetadata.SCORE,
                        match.score().total(),
                        ContentMetadata.EMBEDDING_ID,
                        memory.id().value()));
    }

    private static Metadata metadata(Match match) {
        Memory memory = match.memory();
        Metadata metadata = new Metadata()
                .put(ID, memory.id().value())
                .put(SCOPE, memory.scope().toString())
                .put(KIND, memory.kind().name())
                .put(TEXT, memory.text())
                .put(
                        AUTHORS,
                        memory.authors().stream().map(author -> author.name()).collect(Collectors.joining(", ")))
                .put(SIMILARITY, match.score().similarity())
                .put(KEYWORDS, match.score().keywords())
                .put(KIND_NAMED, String.valueOf(match.score().kindNamed()));
        if (memory.key() != null) {
            metadata.put(KEY, memory.key()).put(VALUE, String.valueOf(memory.value()));
        }
        return metadata;
    }
}
