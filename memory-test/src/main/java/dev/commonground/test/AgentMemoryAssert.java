package dev.commonground.test;

import dev.commonground.AgentMemory;
import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Memory;
import dev.commonground.recall.Match;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what an agent or a person can read, and about what it was shown. Committed memories count: what a node that
 * is still running wrote is not there yet. Not thread-safe.
 */
public final class AgentMemoryAssert extends AbstractAssert<AgentMemoryAssert, AgentMemory> {

    private final MemoryView view;
    private final @Nullable MemoryRecorder recorder;

    AgentMemoryAssert(AgentMemory handle, MemoryView view, @Nullable MemoryRecorder recorder) {
        super(handle, AgentMemoryAssert.class);
        this.view = view;
        this.recorder = recorder;
    }

    /**
     * Verifies that a live memory with this phrase can be read, and goes on with the memories that have it.
     *
     * @see MemoryAssertions for what a phrase matches
     */
    public KnownMemoryAssert knows(String phrase) {
        Phrase wanted = new Phrase(phrase);
        List<Memory> all = actual.list();
        List<Memory> known = all.stream().filter(wanted::occursIn).toList();
        if (known.isEmpty()) {
            String hint = view.knownElsewhere(wanted)
                    .map(reason -> "\nBut " + reason + ".")
                    .orElse("");
            throw failure(Findings.escaped(
                    "%s knows no %s, but %s%s".formatted(view.name(), wanted, Findings.counted(all), hint)));
        }
        return new KnownMemoryAssert(known, this, "%s knows %s".formatted(view.name(), wanted));
    }

    /** Verifies that no live memory with this phrase can be read. */
    public AgentMemoryAssert doesNotKnow(String phrase) {
        Phrase unwanted = new Phrase(phrase);
        List<Memory> known = actual.list().stream().filter(unwanted::occursIn).toList();
        if (!known.isEmpty()) {
            throw failure(Findings.escaped(
                    "%s should not know %s, but knows %s".formatted(view.name(), unwanted, Findings.counted(known))));
        }
        return this;
    }

    /** Verifies that no key has contradicting live values among what can be read. */
    public AgentMemoryAssert hasNoConflicts() {
        List<Conflict> conflicts = actual.conflicts();
        if (!conflicts.isEmpty()) {
            throw failure(Findings.conflicts(view.name(), conflicts));
        }
        return this;
    }

    /**
     * Verifies that a briefing told a memory with this phrase.
     *
     * @throws IllegalStateException if no recorder listens to the memory
     */
    public AgentMemoryAssert wasBriefedWith(String phrase) {
        Phrase wanted = new Phrase(phrase);
        int briefings = 0;
        Set<Memory> told = new LinkedHashSet<>();
        for (MemoryEvent.Briefed briefed : recorder().events(MemoryEvent.Briefed.class)) {
            if (view.made(briefed)) {
                briefings++;
                told.addAll(briefed.briefing().memories());
            }
        }
        if (told.stream().noneMatch(wanted::occursIn)) {
            throw failure(Findings.escaped(
                    briefings == 0
                            ? "%s was never briefed, so nothing told it %s".formatted(view.name(), wanted)
                            : "%s was briefed %,d times without %s, but with %s"
                                    .formatted(view.name(), briefings, wanted, Findings.counted(told))));
        }
        return this;
    }

    /**
     * Verifies that a recall, also one by a tool, found a memory with this phrase.
     *
     * @throws IllegalStateException if no recorder listens to the memory
     */
    public AgentMemoryAssert recalled(String phrase) {
        Phrase wanted = new Phrase(phrase);
        List<String> queries = new ArrayList<>();
        Set<Memory> found = new LinkedHashSet<>();
        for (MemoryEvent.Recalled recall : recorder().events(MemoryEvent.Recalled.class)) {
            if (view.made(recall)) {
                queries.add(recall.query());
                recall.matches().stream().map(Match::memory).forEach(found::add);
            }
        }
        if (found.stream().noneMatch(wanted::occursIn)) {
            throw failure(Findings.escaped(
                    queries.isEmpty()
                            ? "%s never recalled anything, so it did not find %s".formatted(view.name(), wanted)
                            : "%s asked %s and did not find %s, but %s"
                                    .formatted(view.name(), queries, wanted, Findings.counted(found))));
        }
        return this;
    }

    /**
     * Verifies that neither a briefing nor a recall showed a memory with this phrase.
     *
     * @throws IllegalStateException if no recorder listens to the memory
     */
    public AgentMemoryAssert neverSaw(String phrase) {
        Phrase unwanted = new Phrase(phrase);
        for (MemoryEvent event : recorder().events()) {
            List<Memory> seen = view.made(event)
                    ? shown(event).stream().filter(unwanted::occursIn).toList()
                    : List.of();
            if (!seen.isEmpty()) {
                throw failure(Findings.escaped("%s should never see %s, but a %s showed it %s"
                        .formatted(
                                view.name(),
                                unwanted,
                                event instanceof MemoryEvent.Briefed ? "briefing" : "recall",
                                Findings.counted(seen))));
            }
        }
        return this;
    }

    private static List<Memory> shown(MemoryEvent event) {
        if (event instanceof MemoryEvent.Briefed briefed) {
            return briefed.briefing().memories();
        }
        return event instanceof MemoryEvent.Recalled recalled
                ? recalled.matches().stream().map(Match::memory).toList()
                : List.of();
    }

    private MemoryRecorder recorder() {
        if (recorder == null) {
            throw new IllegalStateException(
                    "Nobody recorded who was shown what: call assertThat with a TestMemory, or with a MemoryRecorder that is a listener of the memory");
        }
        return recorder;
    }
}
