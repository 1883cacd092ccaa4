package dev.commonground.internal.learning;

import dev.commonground.internal.search.HybridSearch;
import dev.commonground.internal.search.SearchMatch;
import dev.commonground.internal.session.ScopeView;
import dev.commonground.internal.session.Session;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.recall.RecallRequest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the statements of a scope that may be related to a chunk of a conversation. These reads are for comparison only:
 * they count neither as shown to the agent nor as a recall.
 */
final class KnownStatements {

    /** The maximum length of a query, because sentence models ignore the rest. */
    private static final int MAX_QUERY = 1_000;

    /** Shorter words of a key occur in every conversation. */
    private static final int MIN_KEY_WORD = 3;

    private final Session session;
    private final Scope target;
    private final int limit;
    private final Map<MemoryId, Memory> shown = new HashMap<>();

    KnownStatements(Session session, Scope target, int limit) {
        this.session = session;
        this.target = target;
        this.limit = limit;
    }

    /**
     * Returns the related statements without duplicates: binding statements with a key that occurs in the chunk, the most
     * similar other statements, and statements of earlier chunks.
     *
     * @param earlier the statements of earlier chunks, oldest first; the result has at most {@code limit} of the newest
     */
    List<Statement> near(Chunk chunk, List<Statement> earlier) {
        List<String> queries = queries(chunk);
        List<float @Nullable []> vectors = session.embedder().embedOrNulls(limit == 0 ? List.of() : queries);
        Set<Statement> known = new LinkedHashSet<>();
        synchronized (session) {
            session.read(views -> {
                views.stream()
                        .filter(view -> view.scope().equals(target))
                        .forEach(view -> known.addAll(related(view, queries, vectors)));
                return known;
            });
        }
        known.addAll(earlier.subList(Math.max(0, earlier.size() - limit), earlier.size()));
        return List.copyOf(known);
    }

    /** Returns the memories of all chunks so far, in their state when they were read first. */
    Map<MemoryId, Memory> shown() {
        return shown;
    }

    private static List<String> queries(Chunk chunk) {
        return chunk.messages().stream()
                .map(SourceMessage::text)
                .filter(text -> text.codePoints().anyMatch(Character::isLetterOrDigit))
                .map(text -> text.substring(0, Math.min(text.length(), MAX_QUERY)))
                .toList();
    }

    private Set<Statement> related(ScopeView view, List<String> queries, List<float @Nullable []> vectors) {
        String text = NormalizedText.of(String.join(" ", queries));
        Set<Statement> related = new LinkedHashSet<>();
        view.live(statement -> bindsOn(statement, text)).forEach(memory -> related.add(shown(memory)));
        related.addAll(nearest(view, queries, vectors));
        return related;
    }

    private Statement shown(Memory memory) {
        shown.putIfAbsent(memory.id(), memory);
        return memory.statement();
    }

    /** Returns whether {@code statement} is binding and {@code text} contains a word of its key. */
    private static boolean bindsOn(Statement statement, String text) {
        String key = statement.key();
        return key != null
                && statement.kind().binding()
                && Stream.of(key.split("[^\\p{L}\\p{N}]+", -1))
                        .filter(word -> word.length() >= MIN_KEY_WORD)
                        .anyMatch(text::contains);
    }

    /** Searches for each message separately, and returns the best matches of all searches. */
    private List<Statement> nearest(ScopeView view, List<String> queries, List<float @Nullable []> vectors) {
        Map<Statement, Double> scores = new TreeMap<>(Comparator.comparing(Statement::toString));
        for (int i = 0; i < vectors.size(); i++) {
            List<SearchMatch> found = HybridSearch.search(
                    RecallRequest.builder(queries.get(i)).limit(limit).build(),
                    vectors.get(i),
                    view.searchTargets(Filter.ALL));
            found.forEach(one -> view.live(one.id())
                    .map(this::shown)
                    .ifPresent(statement -> scores.merge(statement, one.score().total(), Math::max)));
        }
        return scores.entrySet().stream()
                .sorted(Map.Entry.<Statement, Double>comparingByValue().reversed())
                .limit(limit)
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
    }
}
