package dev.commonground.internal.learning;

import dev.commonground.event.MemoryEvent;
import dev.commonground.internal.guard.Admitted;
import dev.commonground.internal.search.Embedder;
import dev.commonground.internal.session.AssertionWriter;
import dev.commonground.internal.session.ScopeView;
import dev.commonground.internal.session.Session;
import dev.commonground.learning.Learning;
import dev.commonground.learning.Learning.Extracted;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes claims, all or none; harmful ones go into quarantine. The author of each claim is its speaker, and the session's agent is the recorder. A claim
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

    List<Learning.Item> write(List<Claim> given) {
        if (given.isEmpty()) {
            return List.of();
        }
        List<Claim> claims = given.stream().map(this::redacted).toList();
        read(ClaimReconciler.relatedTo(claims));
        List<ClaimReconciler.ResolvedClaim> resolved = new ArrayList<>(new ClaimReconciler(inTarget, visible)
                .resolve(claims.stream().filter(Claim::isHarmless).toList()));
        claims.stream()
                .filter(claim -> !claim.isHarmless())
                .forEach(claim -> resolved.add(ClaimReconciler.ResolvedClaim.of(claim, claim.statement())));
        List<Admitted> admitted = resolved.stream().map(this::admit).toList();
        List<float @Nullable []> vectors = vectors(admitted);
        List<Learning.Item> learned = new ArrayList<>();
        synchronized (session) {
            session.writeIfUnchanged(target, view -> {
                checkVectors(view, vectors);
                ScopeWrite write = new ScopeWrite(view);
                for (int i = 0; i < resolved.size(); i++) {
                    write.add(resolved.get(i), admitted.get(i), vectors.get(i));
                }
                learned.clear();
                learned.addAll(write.learned);
                return write.outcomes;
            });
        }
        return learned;
    }

    private Claim redacted(Claim claim) {
        String evidence = claim.evidence();
        return new Claim(
                session.gate().redacted(claim.statement()),
                claim.author(),
                claim.origin(),
                claim.trust(),
                evidence == null ? null : session.gate().redacted(evidence),
                session.gate().redacted(claim.metadata()),
                claim.relation(),
                claim.doubt(),
                claim.audience(),
                claim.harm());
    }

    /** One attempt to write all claims. */
    private final class ScopeWrite {

        private final ScopeView view;
        private final AssertionWriter writer;
        private final List<WriteOutcome> outcomes = new ArrayList<>();
        private final List<Learning.Item> learned = new ArrayList<>();

        ScopeWrite(ScopeView view) {
            this.view = view;
            this.writer = new AssertionWriter(session, target, view, memory -> false);
        }

        void add(ClaimReconciler.ResolvedClaim claim, Admitted admitted, float @Nullable [] vector) {
            if (!claim.claim().isHarmless()) {
                write(claim, admitted, vector);
                return;
            }
            claim.alreadyKnown()
                    .or(() -> alreadySaid(view, claim))
                    .ifPresentOrElse(
                            known -> learned.add(alreadyKnown(known, claim.claim())),
                            () -> write(claim, admitted, vector));
        }

        private void write(ClaimReconciler.ResolvedClaim claim, Admitted admitted, float @Nullable [] vector) {
            Memory superseded = unchanged(view, claim.supersedes());
            Memory contradicted = unchanged(view, claim.contradicts());
            Assertion assertion = assertion(claim.claim(), contradicted);
            WriteOutcome outcome = writer.write(admitted.with(assertion), vector, superseded);
            outcomes.add(outcome);
            if (outcome instanceof WriteOutcome.Quarantined held) {
                learned.add(new Learning.Quarantined(extracted(claim.claim()), held.reason()));
                return;
            }
            learned.add(
                    written(conflicting(outcome, contradicted), claim.claim().doubt(), claim.claim()));
        }
    }

    private Admitted admit(ClaimReconciler.ResolvedClaim claim) {
        Admitted admitted = session.gate().admit(target, claim.statement(), assertion(claim.claim(), null));
        Claim.Harm harm = claim.claim().harm();
        return harm == null ? admitted : admitted.heldBackFor(harm.reason());
    }

    private static Extracted extracted(Claim claim) {
        Claim.Harm harm = claim.harm();
        return harm != null
                ? harm.extracted()
                : new Extracted(claim.statement(), 0, Objects.requireNonNullElse(claim.evidence(), ""));
    }

    /** Returns the embeddings; null for what the guard held back. */
    private List<float @Nullable []> vectors(List<Admitted> admitted) {
        Iterator<float @Nullable []> vectors = session.embedder()
                .embedOrNulls(admitted.stream()
                        .filter(one -> one.heldBack() == null)
                        .map(one -> Embedder.embeddedText(
                                one.statement(),
                                Embedder.speaker(one.assertion().author())))
                        .toList())
                .iterator();
        List<float @Nullable []> each = new ArrayList<>();
        admitted.forEach(one -> each.add(one.heldBack() == null ? vectors.next() : null));
        return each;
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
                embedder.checkDimension(view.scopeId(), view.dimension(), vector.length);
            }
        }
    }

    /** Returns the memory if the same speaker already said the same; then there is nothing to write. */
    private Optional<Memory> alreadySaid(ScopeView view, ClaimReconciler.ResolvedClaim claim) {
        return claim.supersedes() != null
                ? Optional.empty()
                : view.live(id(claim.statement()))
                        .filter(memory ->
                                memory.authors().contains(claim.claim().author())
                                        && memory.metadata()
                                                .with(claim.claim().metadata())
                                                .equals(memory.metadata()));
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
                List.of(),
                claim.audience());
    }

    private static Learning.Item alreadyKnown(Memory memory, Claim claim) {
        return written(new WriteOutcome.AlreadyKnown(memory, memory.authors()), null, claim);
    }

    private static Learning.Item written(WriteOutcome outcome, @Nullable String doubt, Claim claim) {
        String said = claim.statement().normalizedText();
        boolean folded = !outcome.memory().statement().normalizedText().equals(said);
        return new Learning.Written(outcome, doubt, folded ? said : null);
    }

    /** Returns {@code outcome}, as a conflict if the claim contradicts a memory without a common key. */
    private static WriteOutcome conflicting(WriteOutcome outcome, @Nullable Memory contradicted) {
        return contradicted == null || outcome instanceof WriteOutcome.InConflict
                ? outcome
                : new WriteOutcome.InConflict(outcome.memory(), List.of(contradicted), outcome.previous());
    }
}
