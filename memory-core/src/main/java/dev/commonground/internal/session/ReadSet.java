package dev.commonground.internal.session;

import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The memories that one session has shown to its agent. If the memory keeps a ledger of readings, they are recorded there.
 *
 * <p>Not thread-safe; the session guards it.
 */
public final class ReadSet {

    private final @Nullable ReadRecorder recorder;
    private final @Nullable LowTrustReads lowTrust;
    private final Engine engine;
    private final MemoryEvent.Actor actor;
    private final @Nullable String run;
    private final Map<Scope, Set<MemoryId>> shown = new HashMap<>();
    private final Map<Scope, Viewed> viewed = new HashMap<>();

    /** A scope with the first position at which it was viewed since something was recorded. */
    private record Viewed(String scope, long position) {}

    private ReadSet(
            Engine engine,
            @Nullable ReadRecorder recorder,
            @Nullable LowTrustReads lowTrust,
            MemoryEvent.Actor actor,
            @Nullable String run) {
        this.engine = engine;
        this.recorder = recorder;
        this.lowTrust = lowTrust;
        this.actor = actor;
        this.run = run;
    }

    /**
     * Creates an empty set, whose readings are recorded if the memory keeps a ledger.
     *
     * @param run the run of the graph, or null outside a graph
     */
    public static ReadSet recorded(Engine engine, MemoryEvent.Actor actor, @Nullable String run) {
        return new ReadSet(engine, engine.readRecorder(), engine.lowTrustReads(), actor, run);
    }

    /** Creates an empty set for a reader that may or may not look: nothing is recorded. */
    public static ReadSet offered(Engine engine, MemoryEvent.Actor actor) {
        return new ReadSet(engine, null, null, actor, null);
    }

    /** Records at which positions scopes were viewed. */
    void view(List<ScopeView> views) {
        if (recorder != null) {
            views.forEach(view -> viewed.putIfAbsent(view.scope(), new Viewed(view.scopeId(), view.position())));
        }
    }

    /** Adds a memory that the agent knows without having read it, because it wrote it. */
    void add(Memory memory) {
        engine.restrictedReads().add(actor.author(), memory);
        shown.computeIfAbsent(memory.scope(), scope -> new HashSet<>()).add(memory.id());
        LowTrustReads ofLowTrust = lowTrust;
        if (ofLowTrust != null) {
            ofLowTrust.add(actor.author(), memory);
        }
    }

    /** Records that words of a memory reached the agent's model for comparison, which does not show it the memory. */
    void compare(Memory memory) {
        engine.restrictedReads().add(actor.author(), memory);
        engine.lowTrustReads().add(actor.author(), memory);
    }

    /** Adds memories that the agent read. */
    void read(Collection<Memory> memories) {
        memories.forEach(this::add);
        ReadRecorder ledger = recorder;
        if (ledger != null) {
            memories.forEach(memory -> record(ledger, memory));
            viewed.clear();
        }
    }

    private void record(ReadRecorder ledger, Memory memory) {
        Viewed at = viewed.get(memory.scope());
        if (at != null) {
            ledger.add(
                    at.scope,
                    at.position,
                    memory.id(),
                    actor,
                    run,
                    engine.clock().instant());
        }
    }

    boolean contains(Memory memory) {
        return shown.getOrDefault(memory.scope(), Set.of()).contains(memory.id());
    }

    /** Returns which of the memories that the agent was shown in its thread are withdrawn, as lines of a briefing. */
    String withdrawn(List<ScopeView> views) {
        WithdrawnMemories withdrawn = new WithdrawnMemories();
        if (recorder != null && views.stream().anyMatch(ScopeView::hasWithdrawn)) {
            recorder.flush();
            engine.store()
                    .readLedger()
                    .ifPresent(ledger -> views.stream()
                            .filter(ScopeView::hasWithdrawn)
                            .forEach(view -> ledger.by(view.scopeId(), actor.author()).stream()
                                    .filter(reading -> Objects.equals(reading.thread(), actor.thread()))
                                    .forEach(reading -> withdrawn.add(view, reading))));
        }
        return withdrawn.lines();
    }
}
