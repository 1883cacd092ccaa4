package dev.commonground.internal.learning;

import dev.commonground.event.MemoryEvent;
import dev.commonground.internal.search.Embedder;
import dev.commonground.internal.session.AssertionWriter;
import dev.commonground.internal.session.ScopeView;
import dev.commonground.internal.session.Session;
import dev.commonground.learning.Learned;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes claims, all or none. The author of each claim is its speaker, and the session's agent is the recorder. A claim
 * supersedes only the speaker's own older values and the statements that the speaker ended; what the agent has seen does
 * not count.
 */
final class ClaimWriter {

    /** The metadata entry with the id of a memory that a statement without a common key contradicts. */
    static final String CONTRADICTS = "contradicts";

    private final Session session;
    private final Scope target;
    private final Map<MemoryId, Memory> compared;
    private final List<Memory> inTarget = new ArrayList<>();
    private final List<Memory> visible = new ArrayList<>();

    /**
     * Creates a writer.
     *
     * @param compared the memories that a model compared the claims with, in their state at that time
     */
    ClaimWriter(Session session, Scope target, Map<MemoryId, Memory> compared) {
        this.session = session;
        this.target = target;
        this.compared = compared;
    }

    List<Learned> write(List<Claim> claims) {
        if (claims.isEmpty()) {
            return List.of();
        }
        read(ClaimReconciler.relatedTo(claims));
        List<ClaimReconciler.ResolvedClaim> resolved = new ClaimReconciler(inTarget, visible).resolve(claims);
        List<float @Nullable []> vectors = vectors(resolved);
        List<Learned> learned = new ArrayList<>();
        synchronized (session) {
            session.writeIfUnchanged(target, view -> {
                checkVectors(view, vectors);
                ScopeWrite write = new ScopeWrite(view);
                for (int i = 0; i < resolved.size(); i++) {
                    write.add(resolved.get(i), vectors.get(i));
                }
                learned.clear();
                learned.addAll(write.learned);
                return write.outcomes;
            });
        }
        return learned;
    }

    /** One attempt to write all claims. */
    private final class ScopeWrite {

        private final ScopeView view;
        private final AssertionWriter writer;
        private final List<WriteOutcome> outcomes = new ArrayList<>();
        private final List<Learned> learned = new ArrayList<>();

        ScopeWrite(ScopeView view) {
            this.view = view;
            this.writer = new AssertionWriter(session, target, view, memory -> false);
        }

        void add(ClaimReconciler.ResolvedClaim claim, float @Nullable [] vector) {
            claim.alreadyKnown()
                    .or(() -> alreadySaid(view, claim))
                    .ifPresentOrElse(known -> learned.add(alreadyKnown(known)), () -> write(claim, vector));
        }

        private void write(ClaimReconciler.ResolvedClaim claim, float @Nullable [] vector) {
            Memory superseded = unchanged(view, claim.supersedes());
            Memory contradicted = unchanged(view, claim.contradicts());
            Assertion assertion = assertion(claim.claim(), contradicted);
            WriteOutcome outcome = writer.write(claim.statement(), assertion, vector, superseded);
            outcomes.add(outcome);
            learned.add(new Learned.Written(
                    conflicting(outcome, contradicted), claim.claim().doubt()));
        }
    }

    private List<float @Nullable []> vectors(List<ClaimReconciler.ResolvedClaim> resolved) {
        return session.embedder()
                .embedOrNulls(resolved.stream()
                        .map(claim -> Embedder.embeddedText(
                                claim.statement(),
                                Embedder.speaker(claim.claim().author())))
                        .toList());
    }

    private void read(Predicate<Statement> related) {
        synchronized (session) {
            session.read(views -> {
                inTarget.clear();
                visible.clear();
                for (ScopeView view : views) {
                    List<Memory> live = view.live(related);
                    visible.addAll(live);
                    if (view.scope().equals(target)) {
                        inTarget.addAll(live);
                    }
                }
                return visible;
            });
        }
    }

    /** Checks all vectors before the first write. */
    private void checkVectors(ScopeView view, List<float @Nullable []> vectors) {
        Embedder embedder = session.embedder();
        for (float[] vector : vectors) {
            if (vector != null) {
                embedder.checkDimension(view.scopeId(), view.dimension(), vector);
            }
        }
    }

    /** Returns the memory if the same speaker already said the same; then there is nothing to write. */
    private Optional<Memory> alreadySaid(ScopeView view, ClaimReconciler.ResolvedClaim claim) {
        return claim.supersedes() != null
                ? Optional.empty()
                : view.live(id(claim.statement()))
                        .filter(memory ->
                                memory.authors().contains(claim.claim().author()));
    }

    /** Returns the memory of {@code statement} if it is live and has not changed since the comparison. */
    private @Nullable Memory unchanged(ScopeView view, @Nullable Statement statement) {
        if (statement == null) {
            return null;
        }
        MemoryId id = id(statement);
        Memory before = compared.get(id);
        return view.live(id).filter(now -> before == null || before.equals(now)).orElse(null);
    }

    private MemoryId id(Statement statement) {
        return session.identityIn(target).apply(statement);
    }

    private Assertion assertion(Claim claim, @Nullable Memory contradicted) {
        Metadata metadata = contradicted == null
                ? claim.metadata()
                : claim.metadata().with(CONTRADICTS, contradicted.id().value());
        Instant now = session.now();
        MemoryEvent.Actor actor = session.actor();
        return new Assertion(
                claim.author(),
                actor.author(),
                now,
                actor.node(),
                actor.thread(),
                claim.origin(),
                claim.trust(),
                claim.evidence(),
                metadata,
                null,
                List.of());
    }

    private static Learned alreadyKnown(Memory memory) {
        return new Learned.Written(new WriteOutcome.AlreadyKnown(memory, memory.authors()), null);
    }

    /** Returns {@code outcome}, as a conflict if the claim contradicts a memory without a common key. */
    private static WriteOutcome conflicting(WriteOutcome outcome, @Nullable Memory contradicted) {
        return contradicted == null || outcome instanceof WriteOutcome.InConflict
                ? outcome
                : new WriteOutcome.InConflict(outcome.memory(), List.of(contradicted), outcome.previous());
    }
}
