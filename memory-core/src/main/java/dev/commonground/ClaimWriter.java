package dev.commonground;

import dev.commonground.learning.Claim;
import dev.commonground.learning.Learned;
import dev.commonground.log.ScopeRecord;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.Embedder;
import dev.commonground.recall.ScopeIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes claims in the names of those who made them, with the session's agent as the recorder, all of them or none. What
 * the agent was shown does not make anybody else's words give way: only the speaker's own older values do, and what the
 * speaker said to end.
 */
final class ClaimWriter {

    /** The metadata entry that names a memory which is contradicted without a key. */
    static final String CONTRADICTS = "contradicts";

    private final Session session;
    private final Scope target;
    private final Map<MemoryId, Memory> compared;
    private final List<Memory> here = new ArrayList<>();
    private final List<Memory> seen = new ArrayList<>();

    /**
     * Begins to write.
     *
     * @param compared what a model compared the claims with, as it was then
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
        read(Settlement.concerning(claims));
        List<Settlement.Saying> sayings = new Settlement(here, seen).settle(claims);
        List<float @Nullable []> vectors = session.engine()
                .embedder()
                .embedOrNulls(sayings.stream()
                        .map(saying -> ScopeIndex.spoken(
                                saying.statement(),
                                ScopeIndex.voice(saying.claim().author())))
                        .toList());
        List<Learned> learned = new ArrayList<>();
        synchronized (session) {
            session.writeUndisturbed(target, view -> {
                learned.clear();
                return write(view, sayings, vectors, learned);
            });
        }
        return learned;
    }

    private void read(Predicate<Statement> concerned) {
        synchronized (session) {
            session.read(views -> {
                here.clear();
                seen.clear();
                for (ScopeView view : views) {
                    List<Memory> live = view.live(concerned);
                    seen.addAll(live);
                    if (view.scope().equals(target)) {
                        here.addAll(live);
                    }
                }
                return seen;
            });
        }
    }

    private List<WriteOutcome> write(
            ScopeView view, List<Settlement.Saying> sayings, List<float @Nullable []> vectors, List<Learned> learned) {
        check(view, vectors);
        AssertionWriter writer = new AssertionWriter(session, target, view, memory -> false);
        List<WriteOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < sayings.size(); i++) {
            Settlement.Saying saying = sayings.get(i);
            Optional<Learned> decided = saying.decided().or(() -> saidBefore(view, saying));
            if (decided.isPresent()) {
                learned.add(decided.get());
            } else {
                Memory old = stillAsSeen(view, saying.supersedes());
                Memory contradicted = stillAsSeen(view, saying.contradicts());
                WriteOutcome outcome =
                        writer.say(saying.statement(), assertion(saying.claim(), contradicted), vectors.get(i), old);
                outcomes.add(outcome);
                learned.add(learned(saying, outcome, contradicted));
            }
        }
        return outcomes;
    }

    /** Nothing is written before everything is known to fit. */
    private void check(ScopeView view, List<float @Nullable []> vectors) {
        Embedder embedder = session.engine().embedder();
        for (float[] vector : vectors) {
            if (vector != null) {
                embedder.check(view.scopeId(), view.dimension(), vector);
            }
        }
    }

    /** Whoever says the same again need not be written down again. */
    private Optional<Learned> saidBefore(ScopeView view, Settlement.Saying saying) {
        return saying.supersedes() != null
                ? Optional.empty()
                : view.live(identity().apply(saying.statement()))
                        .filter(memory ->
                                memory.authors().contains(saying.claim().author()))
                        .map(memory -> new Learned.AlreadyKnown(memory, memory.authors()));
    }

    /** Returns a memory if nobody has changed it since it was compared with. */
    private @Nullable Memory stillAsSeen(ScopeView view, @Nullable Statement statement) {
        if (statement == null) {
            return null;
        }
        MemoryId id = identity().apply(statement);
        Memory before = compared.get(id);
        return view.live(id).filter(now -> before == null || before.equals(now)).orElse(null);
    }

    private Function<Statement, MemoryId> identity() {
        ScopeRecord record = session.engine().record(target);
        return record.identity()::of;
    }

    private Assertion assertion(Claim claim, @Nullable Memory contradicted) {
        Metadata metadata = contradicted == null
                ? claim.metadata()
                : claim.metadata().with(CONTRADICTS, contradicted.id().value());
        Instant now = session.engine().clock().instant();
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

    private static Learned learned(Settlement.Saying saying, WriteOutcome outcome, @Nullable Memory contradicted) {
        if (outcome instanceof WriteOutcome.InConflict conflict) {
            return new Learned.InConflict(conflict.memory(), conflict.others());
        }
        if (contradicted != null) {
            return new Learned.InConflict(outcome.memory(), List.of(contradicted));
        }
        if (outcome instanceof WriteOutcome.Superseded superseded) {
            return new Learned.Superseded(superseded.memory(), superseded.previous());
        }
        return outcome instanceof WriteOutcome.AlreadyKnown known
                ? new Learned.AlreadyKnown(known.memory(), known.knownBy())
                : new Learned.Stored(outcome.memory(), saying.claim().doubt());
    }
}
