package dev.commonground.benchmarks;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;

import dev.commonground.AgentMemory;
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
 * The filters of every timed recall: kinds, authors, a range and a negation, combined. About two in five memories pass.
 * The class has them in three forms: for Common Ground, for langchain4j's stores and for the exact scan.
 */
final class Filters {

    /** The limit of matches in a request. */
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

    /** Returns a request to Common Ground. */
    static RecallRequest request(String question) {
        return RecallRequest.builder(question)
                .kinds(KINDS)
                .filter(OURS)
                .limit(LIMIT)
                .build();
    }

    /**
     * Returns the mean share of the expected texts that a reader finds.
     *
     * @param nearest the expected texts for each of the corpus's wordless questions
     */
    static double vectorRecall(AgentMemory reader, Corpus corpus, List<Set<String>> nearest) {
        double sum = 0;
        for (int q = 0; q < nearest.size(); q++) {
            Set<String> expected = nearest.get(q);
            long found = reader.recall(request(corpus.wordless().get(q))).stream()
                    .filter(match -> expected.contains(match.memory().text()))
                    .count();
            sum += (double) found / expected.size();
        }
        return sum / nearest.size();
    }

    /** Returns the same filters for langchain4j's stores. */
    static dev.langchain4j.store.embedding.filter.Filter peers() {
        return PEERS;
    }

    /** Returns the metadata that langchain4j's stores need to filter a memory. */
    static Metadata peersMetadata(Corpus.CorpusMemory memory) {
        return Metadata.from(memory.metadata().values())
                .put("kind", memory.statement().kind().name())
                .put("author", memory.author());
    }

    /** Returns whether a memory passes the filters. */
    static boolean pass(Corpus.CorpusMemory memory) {
        long priority = (Long) memory.metadata().get("priority").orElse(0L);
        return KINDS.contains(memory.statement().kind())
                && AUTHORS.contains(memory.author())
                && priority >= LEAST
                && priority <= GREATEST
                && !memory.metadata().get("team").equals(Optional.of(REFUSED_TEAM));
    }
}
