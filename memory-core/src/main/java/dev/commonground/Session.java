package dev.commonground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.log.ActionJson;
import dev.commonground.log.Commit;
import dev.commonground.log.Entry;
import dev.commonground.log.ScopeRecord;
import dev.commonground.log.Sight;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.HybridSearch;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import dev.commonground.recall.ScopeIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One agent at work: what it sees, what was handed to it, and what it has written but not yet committed.
 *
 * <p>Thread-safe: one call at a time.
 */
final class Session {

    private static final Comparator<Memory> BY_KIND =
            Comparator.comparing(Memory::kind).thenComparing(Memory::id);

    private final Engine engine;
    private final MemoryEvent.Actor actor;
    private final List<Scope> scopes;
    private final Function<ScopeRecord, Sight> sights;
    private final boolean buffered;
    private final Map<Scope, PendingWrites> pending = new LinkedHashMap<>();
    private final List<WriteOutcome> outcomes = new ArrayList<>();
    private final Map<Scope, Set<MemoryId>> handed = new LinkedHashMap<>();

    /**
     * Begins a session.
     *
     * @param scopes the scopes it reads, the narrowest first
     * @param sights how it sees each scope
     * @param buffered whether its writes wait for a commit of the whole step
     */
    Session(
            Engine engine,
            MemoryEvent.Actor actor,
            List<Scope> scopes,
            Function<ScopeRecord, Sight> sights,
            boolean buffered) {
        this.engine = engine;
        this.actor = actor;
        this.scopes = List.copyOf(scopes);
        this.sights = sights;
        this.buffered = buffered;
    }

    MemoryEvent.Actor actor() {
        return actor;
    }

    List<Scope> scopes() {
        return scopes;
    }

    // ---- reading

    synchronized List<Match> recall(RecallRequest request) {
        float[] query = engine.embedder().present()
                ? engine.embedder().embed(List.of(request.query())).get(0)
                : null;
        List<Match> matches = withViews(List.of(), views -> search(request, query, views));
        matches.forEach(match -> hand(match.memory()));
        engine.tell(new MemoryEvent.Recalled(actor, request.query(), matches));
        return matches;
    }

    private static List<Match> search(RecallRequest request, float @Nullable [] query, List<ScopeView> views) {
        List<HybridSearch.Haystack> haystacks = new ArrayList<>();
        List<ScopeView> owners = new ArrayList<>();
        for (ScopeView view : views) {
            view.haystacks().forEach(haystack -> {
                haystacks.add(haystack);
                owners.add(view);
            });
        }
        return HybridSearch.search(request, query, haystacks, found -> true).stream()
                .flatMap(found -> owners.get(found.haystack()).live(found.id()).stream()
                        .map(memory -> new Match(memory, found.score())))
                .toList();
    }

    synchronized Briefing brief(BriefingRequest request) {
        List<Memory> all = live(statement -> statement.kind() != Kind.FINDING);
        List<Conflict> conflicts = conflictsAmong(all);
        List<Memory> findings = List.of();
        if (request.work() != null && request.findings() > 0 && worded(request.work())) {
            RecallRequest recall = RecallRequest.builder(request.work())
                    .limit(request.findings())
                    .kinds(Set.of(Kind.FINDING))
                    .relevantOnly()
                    .build();
            float[] query = engine.embedder().present()
                    ? engine.embedder().embed(List.of(recall.query())).get(0)
                    : null;
            findings = withViews(List.of(), views -> search(recall, query, views)).stream()
                    .map(Match::memory)
                    .toList();
        }
        Briefing briefing = Briefing.within(
                request.budget(),
                all.stream().filter(memory -> memory.kind().binding()).toList(),
                conflicts,
                all.stream().filter(memory -> memory.kind() == Kind.QUESTION).toList(),
                all.stream().filter(memory -> memory.kind() == Kind.ARTIFACT).toList(),
                findings);
        briefing.memories().forEach(this::hand);
        engine.tell(new MemoryEvent.Briefed(actor, briefing));
        return briefing;
    }

    private static boolean worded(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    synchronized List<Conflict> conflicts() {
        return conflictsAmong(live(statement -> statement.key() != null));
    }

    private static List<Conflict> conflictsAmong(List<Memory> memories) {
        Map<String, List<Memory>> byKey = new TreeMap<>();
        memories.stream()
                .filter(memory -> memory.key() != null)
                .forEach(memory -> byKey.computeIfAbsent(String.valueOf(memory.key()), key -> new ArrayList<>())
                        .add(memory));
        return byKey.entrySet().stream()
                .filter(e -> e.getValue().stream()
                        .anyMatch(memory -> memory.statement()
                                .contradicts(e.getValue().get(0).statement())))
                .map(e -> new Conflict(
                        e.getKey(),
                        e.getValue().stream()
                                .sorted(Comparator.comparing((Memory memory) -> String.valueOf(memory.value()))
                                        .thenComparing(Memory::id))
                                .toList()))
                .toList();
    }

    synchronized List<Memory> live(Predicate<Statement> wanted) {
        return withViews(
                List.of(),
                views -> views.stream()
                        .flatMap(view -> view.live(wanted).stream())
                        .sorted(BY_KIND)
                        .toList());
    }

    synchronized Optional<Memory> find(MemoryId id) {
        return withViews(
                List.of(),
                views -> views.stream().flatMap(view -> view.find(id).stream()).findFirst());
    }

    synchronized List<Change> history(MemoryId id) {
        return withViews(
                List.of(),
                views -> views.stream()
                        .flatMap(view -> view.history(id).stream())
                        .toList());
    }

    /** Notes that these memories were shown to the agent, so that it may supersede them by key. */
    synchronized void hand(Collection<MemoryId> ids) {
        ids.forEach(id -> find(id).filter(Memory::live).ifPresent(this::hand));
    }

    private void hand(Memory memory) {
        handed.computeIfAbsent(memory.scope(), scope -> new HashSet<>()).add(memory.id());
    }

    // ---- writing

    synchronized List<WriteOutcome> remember(Scope scope, List<Draft> drafts) {
        List<float[]> vectors = engine.embedder().present()
                ? engine.embedder()
                        .embed(drafts.stream()
                                .map(draft -> ScopeIndex.spoken(draft.statement(), ScopeIndex.voice(actor.author())))
                                .toList())
                : List.of();
        return write(scope, view -> {
            List<WriteOutcome> results = new ArrayList<>();
            for (int i = 0; i < drafts.size(); i++) {
                results.add(remember(scope, view, drafts.get(i), vectors.isEmpty() ? null : vectors.get(i)));
            }
            return results;
        });
    }

    private WriteOutcome remember(Scope scope, ScopeView view, Draft draft, float @Nullable [] vector) {
        Statement statement = draft.statement();
        MemoryId id = engine.record(scope).identity().of(statement);
        Assertion assertion = assertion(draft);
        List<Author> knownBy = view.live(id).map(Memory::authors).orElse(List.of());
        List<Long> retracts = new ArrayList<>(ownOlder(view, id, assertion));
        boolean repeats = retracts.isEmpty() && knownBy.contains(actor.author());
        List<Memory> previous = new ArrayList<>();
        if (statement.key() != null) {
            for (Memory other : view.about(statement.key())) {
                if (!other.id().equals(id)) {
                    List<Long> gone = supersedable(scope, view, other, statement);
                    retracts.addAll(gone);
                    if (gone.size() == view.assertions(other.id()).size()) {
                        previous.add(other);
                    }
                }
            }
        }
        if (!repeats || !retracts.isEmpty()) {
            Entry.Assert entry = new Entry.Assert(id, statement, assertion, retracts);
            pending(scope)
                    .add(
                            entry,
                            vector == null
                                    ? null
                                    : new StatementVector(
                                            id,
                                            ScopeIndex.voice(actor.author()),
                                            engine.embedder().modelId(),
                                            vector));
        }
        Memory memory = view.live(id).orElseThrow(() -> new MemoryNotFoundException(id));
        hand(memory);
        return outcome(view, memory, knownBy, previous);
    }

    private static WriteOutcome outcome(ScopeView view, Memory memory, List<Author> knownBy, List<Memory> previous) {
        List<Memory> others = memory.key() == null
                ? List.of()
                : view.about(memory.key()).stream()
                        .filter(other -> other.statement().contradicts(memory.statement()))
                        .toList();
        if (!others.isEmpty()) {
            return new WriteOutcome.InConflict(memory, others, previous);
        }
        if (!previous.isEmpty()) {
            return new WriteOutcome.Superseded(memory, previous);
        }
        return knownBy.isEmpty() ? new WriteOutcome.Added(memory) : new WriteOutcome.AlreadyKnown(memory, knownBy);
    }

    /** Returns the author's own assertions of the same statement that the new one says better. */
    private List<Long> ownOlder(ScopeView view, MemoryId id, Assertion assertion) {
        List<ScopeView.Live> own = view.assertions(id).stream()
                .filter(live -> live.assertion().author().equals(actor.author()))
                .toList();
        return own.stream().anyMatch(live -> sameGrounds(live.assertion(), assertion))
                ? List.of()
                : own.stream().map(ScopeView.Live::position).toList();
    }

    private static boolean sameGrounds(Assertion a, Assertion b) {
        return a.origin() == b.origin()
                && a.trust() == b.trust()
                && Objects.equals(a.evidence(), b.evidence())
                && a.metadata().equals(b.metadata())
                && Objects.equals(a.expires(), b.expires())
                && a.derivedFrom().equals(b.derivedFrom());
    }

    /** Returns the assertions that a keyed write takes the place of: the author's own, and what it was handed. */
    private List<Long> supersedable(Scope scope, ScopeView view, Memory other, Statement statement) {
        boolean wasHanded = handed.getOrDefault(scope, Set.of()).contains(other.id())
                && other.statement().contradicts(statement);
        return view.assertions(other.id()).stream()
                .filter(live -> wasHanded || live.assertion().author().equals(actor.author()))
                .map(ScopeView.Live::position)
                .toList();
    }

    synchronized WriteOutcome revise(MemoryId id, Draft draft) {
        Memory old = visible(id);
        List<float[]> vectors = engine.embedder().present()
                ? engine.embedder()
                        .embed(List.of(ScopeIndex.spoken(draft.statement(), ScopeIndex.voice(actor.author()))))
                : List.of();
        return write(old.scope(), view -> {
                    MemoryId newId = engine.record(old.scope()).identity().of(draft.statement());
                    List<Long> retracts = view.assertions(id).stream()
                            .map(ScopeView.Live::position)
                            .toList();
                    if (retracts.isEmpty()) {
                        throw new MemoryNotFoundException(id);
                    }
                    if (newId.equals(id)) {
                        return List.of(remember(old.scope(), view, draft, vectors.isEmpty() ? null : vectors.get(0)));
                    }
                    pending(old.scope())
                            .add(
                                    new Entry.Assert(newId, draft.statement(), assertion(draft), retracts),
                                    vectors.isEmpty()
                                            ? null
                                            : new StatementVector(
                                                    newId,
                                                    ScopeIndex.voice(actor.author()),
                                                    engine.embedder().modelId(),
                                                    vectors.get(0)));
                    Memory memory = view.live(newId).orElseThrow(() -> new MemoryNotFoundException(newId));
                    hand(memory);
                    return List.of(outcome(view, memory, List.of(), List.of(old)));
                })
                .get(0);
    }

    synchronized WriteOutcome forget(MemoryId id) {
        Memory memory = visible(id);
        return write(memory.scope(), view -> {
                    List<Long> retracts = view.assertions(id).stream()
                            .map(ScopeView.Live::position)
                            .toList();
                    if (retracts.isEmpty()) {
                        throw new MemoryNotFoundException(id);
                    }
                    pending(memory.scope())
                            .add(new Entry.Forget(actor.author(), engine.clock().instant(), retracts), null);
                    return List.of(new WriteOutcome.Forgotten(view.find(id).orElse(memory)));
                })
                .get(0);
    }

    synchronized Memory visible(MemoryId id) {
        return find(id).filter(Memory::live).orElseThrow(() -> new MemoryNotFoundException(id));
    }

    private Assertion assertion(Draft draft) {
        return new Assertion(
                actor.author(),
                engine.clock().instant(),
                actor.node(),
                actor.thread(),
                draft.origin(),
                draft.trust(),
                draft.evidence(),
                draft.metadata(),
                draft.expires(),
                draft.derivedFrom());
    }

    /** Lets {@code writer} write to a scope; outside a step, commits at once. */
    private List<WriteOutcome> write(Scope scope, Function<ScopeView, List<WriteOutcome>> writer) {
        List<WriteOutcome> results;
        try {
            results = read(scope, writer);
        } catch (RuntimeException e) {
            if (!buffered) {
                pending.clear();
            }
            throw e;
        }
        outcomes.addAll(results);
        if (!buffered) {
            commitDirectly();
        }
        return results;
    }

    private void commitDirectly() {
        List<Commit.Append> appends = appends((scope, writes) ->
                new Commit.Append(engine.record(scope).id(), null, writes.actions(), writes.vectors(), null));
        try {
            if (!appends.isEmpty()) {
                engine.store().commit(Commit.of(appends));
            }
        } catch (RuntimeException e) {
            outcomes.clear();
            throw e;
        } finally {
            pending.clear();
        }
        tellOutcomes();
    }

    synchronized List<Commit.Append> appends(BiFunction<Scope, PendingWrites, Commit.Append> toAppend) {
        return pending.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> toAppend.apply(e.getKey(), e.getValue()))
                .toList();
    }

    /** Tells the listeners what was committed. */
    synchronized void tellOutcomes() {
        List<WriteOutcome> told = List.copyOf(outcomes);
        outcomes.clear();
        if (!told.isEmpty()) {
            engine.tell(new MemoryEvent.Written(actor, told));
        }
    }

    /** Takes the pending writes out of the session, as text. */
    synchronized String holdBack() {
        requireBuffered();
        ArrayNode held = JsonNodeFactory.instance.arrayNode();
        pending.forEach((scope, writes) -> {
            if (!writes.isEmpty()) {
                ObjectNode ofScope = held.addObject().put("scope", scopes.indexOf(scope));
                writes.actions().forEach(action -> ofScope.withArray("/actions").add(ActionJson.write(action)));
            }
        });
        pending.clear();
        outcomes.clear();
        return held.isEmpty() ? "" : held.toString();
    }

    /** Puts what was held back by a session of the same agent among the pending writes. */
    synchronized List<WriteOutcome> release(String heldBack) {
        requireBuffered();
        List<WriteOutcome> results = new ArrayList<>();
        for (JsonNode ofScope : parse(heldBack)) {
            Scope scope = scopes.get(ofScope.path("scope").asInt());
            List<Entry.Action> actions = new ArrayList<>();
            ofScope.path("actions").forEach(action -> actions.add(ActionJson.read(action)));
            results.addAll(write(scope, view -> release(view, scope, actions)));
        }
        return results;
    }

    private List<WriteOutcome> release(ScopeView view, Scope scope, List<Entry.Action> actions) {
        int before = pending(scope).actions().size();
        if (before > 0) {
            throw new IllegalStateException(
                    "What was held back is released before anything else is written in a step, but %d entries are pending"
                            .formatted(before));
        }
        List<WriteOutcome> results = new ArrayList<>();
        for (Entry.Action action : actions) {
            if (action instanceof Entry.Assert asserted) {
                List<Author> knownBy =
                        view.live(asserted.id()).map(Memory::authors).orElse(List.of());
                List<Memory> previous = view.retracted(asserted.retracts()).stream()
                        .filter(memory -> !memory.id().equals(asserted.id()))
                        .toList();
                pending(scope).add(action, null);
                view.live(asserted.id()).ifPresent(memory -> {
                    hand(memory);
                    results.add(outcome(view, memory, knownBy, previous));
                });
            } else {
                view.retracted(action.retracts()).forEach(memory -> results.add(new WriteOutcome.Forgotten(memory)));
                pending(scope).add(action, null);
            }
        }
        return results;
    }

    private static JsonNode parse(String heldBack) {
        try {
            return heldBack.isEmpty() ? JsonNodeFactory.instance.arrayNode() : new ObjectMapper().readTree(heldBack);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The given text of %d characters is nothing that holdBack() returned: pass that on unchanged"
                            .formatted(heldBack.length()),
                    e);
        }
    }

    private void requireBuffered() {
        if (!buffered) {
            throw new IllegalStateException(
                    "Outside a step of a graph every write is committed at once, so nothing can be held back");
        }
    }

    private PendingWrites pending(Scope scope) {
        return pending.computeIfAbsent(scope, s -> new PendingWrites());
    }

    // ---- views

    private <T> T read(Scope scope, Function<ScopeView, T> reader) {
        ScopeReplica replica = engine.replica(engine.record(scope));
        return replica.read((log, index) -> reader.apply(
                new ScopeView(replica.scope(), log, index, sights.apply(replica.scope()), pending(scope))));
    }

    /** Opens a view on each scope that exists, one within the other, and reads from all at once. */
    private <T> T withViews(List<ScopeView> open, Function<List<ScopeView>, T> reader) {
        return withViews(0, open, reader);
    }

    private <T> T withViews(int next, List<ScopeView> open, Function<List<ScopeView>, T> reader) {
        if (next == scopes.size()) {
            return reader.apply(open);
        }
        Scope scope = scopes.get(next);
        Optional<ScopeRecord> record = engine.find(scope);
        if (record.isEmpty()) {
            return withViews(next + 1, open, reader);
        }
        ScopeReplica replica = engine.replica(record.get());
        return replica.read((log, index) -> {
            List<ScopeView> more = new ArrayList<>(open);
            more.add(new ScopeView(replica.scope(), log, index, sights.apply(replica.scope()), pending(scope)));
            return withViews(next + 1, more, reader);
        });
    }
}
