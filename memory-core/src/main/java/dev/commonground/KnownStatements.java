package dev.commonground;

import dev.commonground.learning.Folded;
import dev.commonground.learning.Piece;
import dev.commonground.learning.Turn;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.recall.HybridSearch;
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
 * Finds what a scope holds that may have to do with a piece of a conversation. It is read to compare with, so it counts
 * neither as shown to the agent nor as a recall.
 */
final class KnownStatements {

    /** What a question is made of: the beginning of what was said, as a model of sentences reads no more. */
    private static final int LONGEST_QUESTION = 1_000;

    /** Shorter words of a key are in every conversation. */
    private static final int SHORTEST_WORD = 3;

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
     * Returns what is known, each once: binding statements whose key is spoken of, the nearest of the rest, and what
     * earlier pieces brought.
     *
     * @param fresh what earlier pieces brought, oldest first; as many of the newest count as may be shown
     */
    List<Statement> near(Piece piece, List<Statement> fresh) {
        List<String> questions = piece.turns().stream()
                .map(Turn::text)
                .filter(text -> text.codePoints().anyMatch(Character::isLetterOrDigit))
                .map(text -> text.substring(0, Math.min(text.length(), LONGEST_QUESTION)))
                .toList();
        String spoken = Folded.of(String.join(" ", questions));
        List<float @Nullable []> vectors = session.engine().embedder().embedOrNulls(limit == 0 ? List.of() : questions);
        Set<Statement> known = new LinkedHashSet<>();
        synchronized (session) {
            session.read(views -> {
                views.stream().filter(view -> view.scope().equals(target)).forEach(view -> {
                    view.live(statement -> binds(statement, spoken)).forEach(memory -> known.add(shown(memory)));
                    known.addAll(nearest(view, questions, vectors));
                });
                return known;
            });
        }
        known.addAll(fresh.subList(Math.max(0, fresh.size() - limit), fresh.size()));
        return List.copyOf(known);
    }

    /** Returns the memories that any piece was compared with, as they were then. */
    Map<MemoryId, Memory> shown() {
        return shown;
    }

    private Statement shown(Memory memory) {
        shown.putIfAbsent(memory.id(), memory);
        return memory.statement();
    }

    private static boolean binds(Statement statement, String spoken) {
        String key = statement.key();
        return key != null
                && statement.kind().binding()
                && Stream.of(key.split("[^\\p{L}\\p{N}]+", -1))
                        .filter(word -> word.length() >= SHORTEST_WORD)
                        .anyMatch(spoken::contains);
    }

    /** Looks for each thing that was said by itself, and takes the best of all. */
    private List<Statement> nearest(ScopeView view, List<String> questions, List<float @Nullable []> vectors) {
        Map<Statement, Double> scores = new TreeMap<>(Comparator.comparing(Statement::toString));
        for (int i = 0; i < vectors.size(); i++) {
            List<HybridSearch.Found> found = HybridSearch.search(
                    RecallRequest.builder(questions.get(i)).limit(limit).build(),
                    vectors.get(i),
                    view.haystacks(Filter.ALL));
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
