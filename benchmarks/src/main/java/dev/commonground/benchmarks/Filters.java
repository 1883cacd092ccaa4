package dev.commonground.benchmarks;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;

import dev.commonground.memory.Author;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Kind;
import dev.commonground.recall.RecallRequest;
import dev.langchain4j.data.document.Metadata;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The filters that every timed recall has, all at once: kind, author, a range, and what a memory must not be. About two
 * in five memories pass. Here they are said three times, for us, for the peer and for the exact scan.
 */
final class Filters {

    /** The most matches of a request. */
    static final int LIMIT = 10;

    private static final Set<Kind> KINDS = EnumSet.complementOf(EnumSet.of(Kind.QUESTION));
    private static final List<String> AUTHORS = List.of("agent-0", "agent-1", "agent-2", "agent-3", "agent-4");
    private static final String REFUSED_TEAM = "team-3";
    private static final int LEAST = 1;
    private static final int GREATEST = 4;

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

    /** Returns the request to our memory. */
    static RecallRequest request(String question) {
        return RecallRequest.builder(question)
                .kinds(KINDS)
                .filter(OURS)
                .limit(LIMIT)
                .build();
    }

    /** Returns the same filters as langchain4j's stores know them. */
    static dev.langchain4j.store.embedding.filter.Filter peers() {
        return PEERS;
    }

    /** Returns what langchain4j's stores must know of a memory to filter it. */
    static Metadata peersMetadata(Corpus.Item item) {
        return Metadata.from(item.metadata().values())
                .put("kind", item.statement().kind().name())
                .put("author", item.author());
    }

    /** Returns whether a memory passes. */
    static boolean pass(Corpus.Item item) {
        long priority = (Long) item.metadata().get("priority").orElse(0L);
        return KINDS.contains(item.statement().kind())
                && AUTHORS.contains(item.author())
                && priority >= LEAST
                && priority <= GREATEST
                && !item.metadata().get("team").equals(Optional.of(REFUSED_TEAM));
    }
}
