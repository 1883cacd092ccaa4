package dev.commonground.internal.learning;

import dev.commonground.internal.briefing.ProvenanceReader;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the notes of a scope that may be related to a chunk of a conversation. A model reads them by the rule of briefings:
 * notes of low trust that bind, instruct or are no plain facts are held back. These reads are for comparison only: they
 * count neither as shown to the agent nor as a recall.
 */
final class KnownNotes {

    /** The maximum length of a query, because sentence models ignore the rest. */
    private static final int MAX_QUERY = 1_000;

    /** Words of a key that say less, in Latin letters, occur in every conversation. */
    private static final int MIN_KEY_WEIGHT = 3;

    private final Session session;
    private final Scope target;
    private final int limit;
    private final ProvenanceReader provenance;
    private final Map<MemoryId, Memory> shown = new HashMap<>();

    KnownNotes(Session session, Scope target, int limit) {
        this.session = session;
        this.target = target;
        this.limit = limit;
        this.provenance = new ProvenanceReader(session.confirmation());
    }

    /**
     * Returns the related notes without duplicates: binding ones with a key that occurs in the chunk, the most similar
     * others, and claims of earlier chunks.
     *
     * @param earlier the claims of earlier chunks, oldest first; the result has at most {@code limit} of the newest
     */
    List<KnownNote> near(Chunk chunk, List<Claim> earlier) {
        List<String> queries = queries(chunk);
        List<float @Nullable []> vectors = session.embedder().embedOrNulls(limit == 0 ? List.of() : queries);
        Map<Statement, KnownNote> known = new LinkedHashMap<>();
        synchronized (session) {
            session.readToSearch(views -> {
                views.stream()
                        .filter(view -> view.scope().equals(target))
                        .forEach(view -> related(view, queries, vectors)
                                .forEach(note -> known.putIfAbsent(note.statement(), note)));
                return known;
            });
        }
        List<KnownNote> claimed = earlier.stream().flatMap(this::note).toList();
        claimed.subList(Math.max(0, claimed.size() - limit), claimed.size())
                .forEach(note -> known.putIfAbsent(note.statement(), note));
        return List.copyOf(known.values());
    }

    /**
     * Returns the binding notes of the scope and of earlier chunks, for rules, which nothing can persuade.
     *
     * @param earlier the claims of earlier chunks
     */
    List<KnownNote> binding(List<Claim> earlier) {
        List<KnownNote> binding = new ArrayList<>();
        synchronized (session) {
            session.read(views -> {
                views.stream()
                        .filter(view -> view.scope().equals(target))
                        .forEach(view -> view.live(statement -> statement.kind().binding())
                                .forEach(memory -> binding.add(KnownNote.vouched(memory.statement()))));
                return binding;
            });
        }
        earlier.stream()
                .filter(Claim::isHarmless)
                .map(Claim::statement)
                .filter(statement -> statement.kind().binding())
                .forEach(statement -> binding.add(KnownNote.vouched(statement)));
        return binding;
    }

    private Stream<KnownNote> note(Claim claim) {
        return !claim.isHarmless() || provenance.isHeldBack(claim.statement(), claim.trust())
                ? Stream.empty()
                : Stream.of(
                        new KnownNote(claim.statement(), claim.doubt() == null ? "" : ProvenanceReader.UNCONFIRMED));
    }

    /** Returns the note of a memory, unless it is held back, and keeps the state in which a model is shown it. */
    private Optional<KnownNote> note(Memory memory) {
        if (provenance.isHeldBack(memory)) {
            return Optional.empty();
        }
        shown.putIfAbsent(memory.id(), memory);
        session.compare(memory);
        return Optional.of(
                new KnownNote(memory.statement(), provenance.of(memory).text()));
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

    private List<KnownNote> related(ScopeView view, List<String> queries, List<float @Nullable []> vectors) {
        String text = NormalizedText.of(String.join(" ", queries));
        List<KnownNote> related = new ArrayList<>();
        view.live(statement -> bindsOn(statement, text))
                .forEach(memory -> note(memory).ifPresent(related::add));
        related.addAll(nearest(view, queries, vectors));
        return related;
    }

    /** Returns whether {@code statement} is binding and {@code text} contains a word of its key. */
    private static boolean bindsOn(Statement statement, String text) {
        String key = statement.key();
        return key != null
                && statement.kind().binding()
                && Stream.of(NormalizedText.of(key).split("[^\\p{L}\\p{M}\\p{N}]+", -1))
                        .filter(word -> Scripts.weight(word) >= MIN_KEY_WEIGHT)
                        .anyMatch(text::contains);
    }

    /** Searches for each message separately, and returns the best matches of all searches. */
    private List<KnownNote> nearest(ScopeView view, List<String> queries, List<float @Nullable []> vectors) {
        Map<KnownNote, Double> scores =
                new TreeMap<>(Comparator.comparing(note -> note.statement().toString()));
        for (int i = 0; i < vectors.size(); i++) {
            List<SearchMatch> found = HybridSearch.search(
                    RecallRequest.builder(queries.get(i)).limit(limit).build(),
                    vectors.get(i),
                    view.searchTargets(Filter.ALL));
            found.forEach(one -> view.live(one.id())
                    .flatMap(this::note)
                    .ifPresent(note -> scores.merge(note, one.score().total(), Math::max)));
        }
        return scores.entrySet().stream()
                .sorted(Map.Entry.<KnownNote, Double>comparingByValue().reversed())
                .limit(limit)
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
    }
}
