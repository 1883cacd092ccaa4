package dev.commonground.internal.session;

import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.internal.guard.Admitted;
import dev.commonground.internal.search.Embedder;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Rights;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.store.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one session. Texts are embedded before anything is locked. A write retracts only the assertions that the
 * session sees, so an assertion that arrives in between is not lost.
 *
 * <p>Thread-safe; calls take turns.
 */
public final class SessionWriter {

    /** An annotation has no trust of its own, so the guard sees that of a colleague. */
    private static final double ANNOTATORS_TRUST = 0.5;

    private final Session session;
    private final Author author;

    public SessionWriter(Session session) {
        this.session = session;
        this.author = session.author();
    }

    /** Remembers drafts, all of them or none. */
    public List<WriteOutcome> remember(Scope scope, List<Draft> drafts) {
        boolean keyed = drafts.stream().anyMatch(draft -> draft.statement().key() != null);
        return session.observeWrite(
                keyed ? OperationType.REMEMBER_KEYED : OperationType.REMEMBER, () -> write(scope, drafts));
    }

    private List<WriteOutcome> write(Scope scope, List<Draft> drafts) {
        List<Admitted> admitted =
                drafts.stream().map(draft -> admit(scope, draft)).toList();
        List<float @Nullable []> vectors = embed(admitted);
        Map<MemoryId, Memory> sources = sources(drafts);
        return session.write(scope, view -> {
            AssertionWriter writer = new AssertionWriter(session, scope, view, sources);
            List<WriteOutcome> results = new ArrayList<>();
            for (int i = 0; i < admitted.size(); i++) {
                results.add(writer.write(admitted.get(i), vectors.get(i), null));
            }
            return results;
        });
    }

    /** Supersedes a live memory by a draft. */
    public WriteOutcome revise(Memory old, Draft draft) {
        return observed(OperationType.REVISE, () -> supersede(old, draft));
    }

    private WriteOutcome supersede(Memory old, Draft draft) {
        session.rights().require(Rights.Request.Act.SUPERSEDE, old, null);
        Admitted admitted = admit(old.scope(), draft);
        float @Nullable [] vector = embed(List.of(admitted)).get(0);
        Map<MemoryId, Memory> sources = sources(List.of(draft));
        return write(old.scope(), view -> supersede(view, view.requireLive(old.id()), admitted, vector, sources));
    }

    /** Supersedes a memory by a draft if the memory is still as {@code expected} at the moment of the commit. */
    public WriteOutcome reviseIfUnchanged(Memory expected, Draft draft) {
        return observed(OperationType.REVISE, () -> supersedeIfUnchanged(expected, draft));
    }

    private WriteOutcome supersedeIfUnchanged(Memory expected, Draft draft) {
        session.rights().require(Rights.Request.Act.SUPERSEDE, expected, null);
        Admitted admitted = admit(expected.scope(), draft);
        float @Nullable [] vector = embed(List.of(admitted)).get(0);
        Map<MemoryId, Memory> sources = sources(List.of(draft));
        return session.writeIfUnchanged(expected.scope(), view -> {
                    Memory now =
                            view.find(expected.id()).orElseThrow(() -> new MemoryException.NotFound(expected.id()));
                    return List.of(
                            now.equals(expected)
                                    ? supersede(view, now, admitted, vector, sources)
                                    : new WriteOutcome.Outdated(now, changesSince(expected, view.history(now.id()))));
                })
                .get(0);
    }

    /** Every draft passes the gate before it is embedded, so no secret and no quarantined text reaches a model. */
    private Admitted admit(Scope scope, Draft draft) {
        session.rights().address(scope, draft.audience());
        return session.gate().admit(scope, draft.statement(), assertion(InheritedAudience.of(session, draft)));
    }

    /** Returns the part of a history that the caller cannot have seen. */
    private static List<Change> changesSince(Memory expected, List<Change> history) {
        Set<Assertion> seen = Set.copyOf(expected.assertions());
        return history.stream()
                .filter(change -> !(change instanceof Change.Asserted asserted && seen.contains(asserted.assertion())))
                .toList();
    }

    private WriteOutcome supersede(
            ScopeView view, Memory old, Admitted admitted, float @Nullable [] vector, Map<MemoryId, Memory> sources) {
        return new AssertionWriter(session, old.scope(), view, sources).write(admitted, vector, old);
    }

    /** Returns the visible memories that drafts are derived from. */
    private Map<MemoryId, Memory> sources(List<Draft> drafts) {
        Set<MemoryId> ids =
                drafts.stream().flatMap(draft -> draft.derivedFrom().stream()).collect(Collectors.toSet());
        Map<MemoryId, Memory> sources = new HashMap<>();
        if (!ids.isEmpty()) {
            session.read(views -> {
                views.forEach(view -> ids.forEach(id -> view.find(id).ifPresent(memory -> sources.put(id, memory))));
                return sources;
            });
        }
        return sources;
    }

    /** Retracts what the session sees of a memory. */
    public WriteOutcome forget(Memory memory, @Nullable String reason) {
        return write(OperationType.FORGET, memory.scope(), view -> {
            session.rights().require(Rights.Request.Act.FORGET, view.requireLive(memory.id()), reason);
            session.pending(memory.scope())
                    .add(new Entry.Forget(author, session.now(), view.positions(memory.id()), reason), null);
            return new WriteOutcome.Forgotten(view.find(memory.id()).orElse(memory));
        });
    }

    /** Retracts what the session's author asserted of a memory. */
    public WriteOutcome withdraw(Memory memory) {
        return write(OperationType.FORGET, memory.scope(), view -> {
            Memory before = view.requireLive(memory.id());
            List<Long> own = view.positionsOf(memory.id(), author);
            if (own.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s is not an author of memory %s and has no word to withdraw: forget(...) ends the memory for everybody"
                                .formatted(author, memory.id()));
            }
            boolean last = before.authors().size() == 1;
            session.pending(memory.scope())
                    .add(new Entry.Forget(author, session.now(), last ? view.positions(memory.id()) : own), null);
            Memory after = view.find(memory.id()).orElse(before);
            return last ? new WriteOutcome.Forgotten(after) : new WriteOutcome.Withdrawn(after);
        });
    }

    /** Adds metadata to a memory, unless it has that metadata already. */
    public WriteOutcome annotate(Memory memory, Metadata metadata) {
        Metadata admitted = session.gate().admitMetadata(memory.scope(), memory.statement(), annotation(metadata));
        return write(OperationType.REVISE, memory.scope(), view -> {
            Memory before = view.requireLive(memory.id());
            if (!before.metadata().with(admitted).equals(before.metadata())) {
                session.pending(memory.scope())
                        .add(
                                new Entry.Annotate(
                                        memory.id(), author, session.now(), admitted, InheritedAudience.of(before)),
                                null);
            }
            return new WriteOutcome.AlreadyKnown(view.requireLive(memory.id()), before.authors());
        });
    }

    /** Returns the metadata as the guard sees it: what the session's author says of a memory. */
    private Assertion annotation(Metadata metadata) {
        Origin origin = author.type() == Author.Type.PERSON ? Origin.PERSON : Origin.AGENT;
        return new Assertion(
                author,
                session.now(),
                session.actor().node(),
                session.actor().thread(),
                origin,
                ANNOTATORS_TRUST,
                null,
                metadata,
                null,
                List.of());
    }

    /** Asserts a memory in {@code target} under the names of its authors. */
    public WriteOutcome promote(Memory memory, Scope target) {
        List<Admitted> admitted = memory.assertions().stream()
                .map(assertion -> session.gate().admit(target, memory.statement(), assertion.derivedFrom(memory.id())))
                .toList();
        List<float @Nullable []> vectors = embed(admitted);
        Map<MemoryId, Memory> sources = Map.of(memory.id(), memory);
        return write(
                OperationType.REVISE,
                target,
                view -> promote(admitted, new AssertionWriter(session, target, view, sources), view, vectors));
    }

    private static WriteOutcome promote(
            List<Admitted> admitted, AssertionWriter writer, ScopeView view, List<float @Nullable []> vectors) {
        Statement statement = admitted.get(0).statement();
        List<Author> knownBy =
                view.live(view.identity().apply(statement)).map(Memory::authors).orElse(List.of());
        List<Memory> previous = new ArrayList<>();
        List<WriteOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < admitted.size(); i++) {
            WriteOutcome outcome = writer.write(admitted.get(i), vectors.get(i), null);
            previous.addAll(outcome.previous());
            outcomes.add(outcome);
        }
        return outcomes.stream()
                .filter(outcome -> !(outcome instanceof WriteOutcome.Quarantined))
                .reduce((first, last) -> last)
                .map(last -> AssertionWriter.outcome(view, last.memory(), knownBy, previous))
                .orElse(outcomes.get(0));
    }

    private WriteOutcome observed(OperationType type, Supplier<WriteOutcome> write) {
        return session.observeWrite(type, () -> List.of(write.get())).get(0);
    }

    private WriteOutcome write(OperationType type, Scope scope, Function<ScopeView, WriteOutcome> writer) {
        return observed(type, () -> write(scope, writer));
    }

    private WriteOutcome write(Scope scope, Function<ScopeView, WriteOutcome> writer) {
        return session.write(scope, view -> List.of(writer.apply(view))).get(0);
    }

    private Assertion assertion(Draft draft) {
        Instant expires = draft.expires();
        if (expires != null && !expires.isAfter(session.now())) {
            throw new IllegalArgumentException(
                    "The memory expires at %s, which is not in the future, so nobody would ever see it: pass a later time or none"
                            .formatted(expires));
        }
        return new Assertion(
                author,
                null,
                session.now(),
                session.actor().node(),
                session.actor().thread(),
                draft.originBy(author),
                draft.trustBy(author),
                draft.evidence(),
                draft.metadata(),
                draft.expires(),
                draft.derivedFrom(),
                draft.audience());
    }

    /** Returns the embeddings; null for what the guard held back. */
    private List<float @Nullable []> embed(List<Admitted> admitted) {
        Iterator<float @Nullable []> vectors = session.embedder()
                .embedOrNulls(admitted.stream()
                        .filter(one -> one.heldBack() == null)
                        .map(SessionWriter::embeddedText)
                        .toList())
                .iterator();
        List<float @Nullable []> each = new ArrayList<>();
        admitted.forEach(one -> each.add(one.heldBack() == null ? vectors.next() : null));
        return each;
    }

    private static String embeddedText(Admitted one) {
        return Embedder.embeddedText(
                one.statement(), Embedder.speaker(one.assertion().author()));
    }
}
