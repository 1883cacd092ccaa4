package dev.commonground.internal.session;

import dev.commonground.briefing.BriefingRequest;
import dev.commonground.internal.briefing.BriefingCandidates;
import dev.commonground.internal.briefing.ProvenanceReader;
import dev.commonground.internal.search.Diversity;
import dev.commonground.internal.search.SearchTally;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Statement;
import dev.commonground.recall.RecallRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a briefing may carry from the views of a session, the best first: by recall on the agent's work, whatever
 * the score, and then by agreement and age.
 *
 * <p>Not thread-safe.
 */
final class BriefingSources {

    /** No line of a briefing has fewer tokens. */
    private static final int SHORTEST_LINE = 3;

    private static final Set<Kind> BINDING = EnumSet.of(Kind.CONSTRAINT, Kind.PREFERENCE, Kind.DECISION);
    private static final Set<Kind> QUESTIONS = EnumSet.of(Kind.QUESTION);

    /** A memory with what orders it without a search. */
    private record Aged(Memory memory, long authors, Instant newest) {

        static final Comparator<Aged> NEWEST_FIRST =
                Comparator.comparing(Aged::newest).reversed().thenComparing(Aged::memory, Memory.BY_KIND);

        static final Comparator<Aged> MOST_AGREED_FIRST =
                Comparator.comparing(Aged::authors).reversed().thenComparing(NEWEST_FIRST);

        static Aged of(Memory memory) {
            return new Aged(
                    memory,
                    memory.assertions().stream()
                            .map(Assertion::author)
                            .distinct()
                            .count(),
                    memory.assertions().stream()
                            .map(Assertion::at)
                            .max(Comparator.naturalOrder())
                            .orElseThrow());
        }
    }

    private final BriefingRequest request;
    private final @Nullable String work;
    private final float @Nullable [] query;
    private final List<ScopeView> views;
    private final ProvenanceReader provenance;

    /**
     * Prepares to collect.
     *
     * @param work what to search for, or null
     * @param query the embedding of {@code work}, or null
     * @param provenance says which memories are confirmed, and which are held back
     */
    BriefingSources(
            BriefingRequest request,
            @Nullable String work,
            float @Nullable [] query,
            List<ScopeView> views,
            ProvenanceReader provenance) {
        this.request = request;
        this.work = work;
        this.query = query;
        this.views = views;
        this.provenance = provenance;
    }

    BriefingCandidates collect() {
        List<Conflict> conflicts = Conflicts.among(live(statement -> statement.key() != null).stream()
                .filter(this::mayDispute)
                .toList());
        Set<Memory> disputed = new HashSet<>();
        conflicts.forEach(conflict -> disputed.addAll(conflict.memories()));
        Map<Boolean, List<Memory>> binding =
                bestFirst(BINDING, disputed).stream().collect(Collectors.partitioningBy(provenance::isConfirmed));
        List<Memory> confirmed = binding.getOrDefault(true, List.of());
        Diversity diversity = new Diversity();
        confirmed.forEach(memory -> diversity.tell(memory.text()));
        List<Memory> heldBack = heldBack();
        return new BriefingCandidates(
                confirmed,
                binding.getOrDefault(false, List.of()),
                conflicts,
                trustedFirst(diversity.order(bestFirst(QUESTIONS, disputed), Memory::text)),
                atMost(trustedFirst(diversity.order(bestFirst(knowledge(), disputed), Memory::text))),
                countByKind(heldBack),
                heldBack.size(),
                provenance);
    }

    /** What is held back is no side of a conflict, and what is unconfirmed disputes nothing that binds. */
    private boolean mayDispute(Memory memory) {
        return !provenance.isHeldBack(memory) && (!memory.kind().binding() || provenance.isConfirmed(memory));
    }

    private List<Memory> heldBack() {
        return views.stream()
                .flatMap(view -> view.lowTrust().stream())
                .filter(provenance::isHeldBack)
                .toList();
    }

    private static List<Memory> trustedFirst(List<Memory> memories) {
        return memories.stream()
                .sorted(Comparator.comparing(Memory::isLowTrust))
                .toList();
    }

    private Set<Kind> knowledge() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (request.findings() > 0) {
            kinds.add(Kind.FINDING);
        }
        if (request.done() > 0) {
            kinds.add(Kind.ARTIFACT);
        }
        return kinds;
    }

    /** Returns as many memories of some kinds as a briefing can hold. */
    private List<Memory> bestFirst(Set<Kind> kinds, Set<Memory> without) {
        int most = request.budget() / SHORTEST_LINE + 1;
        Set<Memory> best = new LinkedHashSet<>();
        if (work != null && !kinds.isEmpty()) {
            RecallRequest fitting =
                    RecallRequest.builder(work).limit(most).kinds(kinds).build();
            SessionSearch.search(fitting, query, views, new SearchTally()).forEach(match -> best.add(match.memory()));
        }
        if (best.size() < most) {
            live(statement -> kinds.contains(statement.kind())).stream()
                    .map(Aged::of)
                    .sorted(Aged.MOST_AGREED_FIRST)
                    .forEach(aged -> best.add(aged.memory()));
        }
        best.removeAll(without);
        best.removeIf(provenance::isHeldBack);
        return best.stream().limit(most).toList();
    }

    private List<Memory> live(Predicate<Statement> wanted) {
        return SessionReader.live(views, wanted);
    }

    /** Keeps the best findings and the newest pieces of work, as many as the request allows. */
    private List<Memory> atMost(List<Memory> knowledge) {
        List<Memory> kept = new ArrayList<>();
        Set<Memory> newest = newestWork(knowledge);
        int findings = 0;
        for (Memory memory : knowledge) {
            if (memory.kind() == Kind.FINDING ? findings++ < request.findings() : newest.contains(memory)) {
                kept.add(memory);
            }
        }
        return kept;
    }

    private Set<Memory> newestWork(List<Memory> knowledge) {
        return knowledge.stream()
                .filter(memory -> memory.kind() == Kind.ARTIFACT)
                .map(Aged::of)
                .sorted(Aged.NEWEST_FIRST)
                .limit(request.done())
                .map(Aged::memory)
                .collect(Collectors.toSet());
    }

    private Map<Kind, Integer> countByKind(List<Memory> heldBack) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        views.forEach(view -> view.countByKind().forEach((kind, count) -> counts.merge(kind, count, Integer::sum)));
        heldBack.forEach(memory -> counts.merge(memory.kind(), -1, Integer::sum));
        counts.values().removeIf(count -> count <= 0);
        return counts;
    }
}
