package dev.commonground.benchmarks.corpus;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;

import dev.commonground.AgentMemory;
import dev.commonground.memory.Author;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import dev.langchain4j.data.document.Metadata;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The filters of every timed recall: kinds, authors, a range and a negation, combined. About two in five memories pass.
 * The class has them in two forms: for Common Ground and for langchain4j's stores.
 */
public final class Filters {

    /** The limit of matches in a request. */
    public static final int LIMIT = 10;

    private static final Set<Kind> KINDS = EnumSet.complementOf(EnumSet.of(Kind.QUESTION));

    /** The authors whose memories pass. */
    public static final List<String> AUTHORS = List.of("agent-0", "agent-1", "agent-2", "agent-3", "agent-4");

    /** The team whose memories do not pass. */
    public static final String REFUSED_TEAM = "team-3";

    /** The least priority that passes. */
    public static final int LEAST = 1;

    /** The greatest priority that passes. */
    public static final int GREATEST = 4;

    private static final Filter OURS = Filter.and(
            Filter.author(AUTHORS.stream().map(Author::agent).toArray(Author[]::new)),
            Filter.metadata("priority").between(LEAST, GREATEST),
            Filter.not(Filter.metadata("team").eq(REFUSED_TEAM)));

    private static final dev.langchain4j.store.embedding.filter.Filter PEERS = metadataKey("kind")
            .isIn(KINDS.stream().map(Kind::name).toList())
            .and(metadataKey("author").isIn(AUTHORS))
            .and(metadataKey("priority").isBetween(LEAST, GREATEST))
            .and(metadataKey("team").isNotEqualTo(REFUSED_TEAM));

    private Filters() {}

    /** Returns a request to Common Ground. */
    public static RecallRequest request(String question) {
        return request(question, LIMIT);
    }

    /** Returns a request to Common Ground for at most {@code limit} memories. */
    public static RecallRequest request(String question, int limit) {
        return RecallRequest.builder(question)
                .kinds(KINDS)
                .filter(OURS)
                .limit(limit)
                .build();
    }

    /**
     * Returns the ten best memories of each question by an exhaustive search: a request for as many memories as the scope
     * has makes each of them a candidate with an exact cosine.
     */
    public static List<Set<MemoryId>> exhaustive(AgentMemory reader, List<String> questions, int size) {
        return questions.stream()
                .map(question -> ids(reader.recall(request(question, size)).subList(0, LIMIT)))
                .toList();
    }

    /**
     * Returns the mean share of the expected memories that a reader finds.
     *
     * @param expected what {@link #exhaustive} found for these questions
     */
    public static double recall(AgentMemory reader, List<String> questions, List<Set<MemoryId>> expected) {
        double sum = 0;
        for (int q = 0; q < questions.size(); q++) {
            Set<MemoryId> found = ids(reader.recall(request(questions.get(q))));
            found.retainAll(expected.get(q));
            sum += (double) found.size() / LIMIT;
        }
        return sum / questions.size();
    }

    private static Set<MemoryId> ids(List<Match> matches) {
        return matches.stream().map(match -> match.memory().id()).collect(Collectors.toCollection(HashSet::new));
    }

    /** Returns the same filters for langchain4j's stores. */
    public static dev.langchain4j.store.embedding.filter.Filter peers() {
        return PEERS;
    }

    /** Returns the metadata that langchain4j's stores need to filter a memory. */
    public static Metadata peersMetadata(Corpus.CorpusMemory memory) {
        return Metadata.from(memory.metadata().values())
                .put("kind", memory.statement().kind().name())
                .put("author", memory.author());
    }

    /** Returns the names of the kinds that pass. */
    public static List<String> kinds() {
        return KINDS.stream().map(Kind::name).toList();
    }

    /** Returns whether a memory passes. */
    public static boolean passes(Corpus.CorpusMemory memory) {
        return KINDS.contains(memory.statement().kind())
                && AUTHORS.contains(memory.author())
                && priority(memory) >= LEAST
                && priority(memory) <= GREATEST
                && !REFUSED_TEAM.equals(memory.metadata().values().get("team"));
    }

    /** Returns the words of a memory that filters compare. */
    public static Map<String, String> words(Corpus.CorpusMemory memory) {
        return Map.of(
                "author", memory.author(),
                "kind", memory.statement().kind().name(),
                "team", String.valueOf(memory.metadata().values().get("team")));
    }

    /** Returns the priority of a memory. */
    public static int priority(Corpus.CorpusMemory memory) {
        return memory.metadata().values().get("priority") instanceof Number number ? number.intValue() : 0;
    }
}
