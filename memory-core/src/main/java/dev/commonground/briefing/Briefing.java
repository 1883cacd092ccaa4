package dev.commonground.briefing;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Conflict;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The knowledge with which an agent starts its turn.
 *
 * <p>If everything that the agent may read fits the budget, it is told everything. Otherwise the briefing takes a short
 * form without kinds and authors, and is filled in this order: what binds, conflicts, open questions, then findings and
 * finished work. Persons' constraints come first and give way to nothing: one is left out only if they alone exceed the
 * budget. Otherwise what binds fills at most three quarters of the budget before the rest has its turn, and questions an
 * eighth of what remains; room that is left returns to them. Within each part, what fits the work best comes first, and
 * what repeats other findings comes late. The text ends with what is left out.
 *
 * <p>A memory of low trust never binds: if it is a plain fact, it comes last and says where it comes from; otherwise the
 * briefing holds it back and says how many it holds back.
 *
 * <p>Immutable and thread-safe.
 *
 * @param binding constraints, preferences and decisions that nothing contradicts, those of persons first
 * @param unconfirmed memories that would bind if they were confirmed; they do not bind
 * @param conflicts the conflicts among live memories; their memories are in no other list
 * @param questions the open questions
 * @param done the finished pieces of work
 * @param findings the findings
 * @param leftOut how many live memories of each kind the briefing leaves out; without kinds that it tells completely
 * @param heldBack how many live memories of low trust it holds back because they bind, instruct or are no plain facts
 * @param text the text for a prompt: quoted notes, marked as data, not instructions; the same for the same memories
 * @param tokens the number of tokens in {@code text}
 */
public record Briefing(
        List<Memory> binding,
        List<Memory> unconfirmed,
        List<Conflict> conflicts,
        List<Memory> questions,
        List<Memory> done,
        List<Memory> findings,
        Map<Kind, Integer> leftOut,
        int heldBack,
        String text,
        int tokens) {

    public Briefing {
        binding = List.copyOf(requireNonNull(binding, "binding"));
        unconfirmed = List.copyOf(requireNonNull(unconfirmed, "unconfirmed"));
        conflicts = List.copyOf(requireNonNull(conflicts, "conflicts"));
        questions = List.copyOf(requireNonNull(questions, "questions"));
        done = List.copyOf(requireNonNull(done, "done"));
        findings = List.copyOf(requireNonNull(findings, "findings"));
        leftOut = Map.copyOf(requireNonNull(leftOut, "leftOut"));
        requireNonNull(text, "text");
    }

    /** Returns how many live memories the briefing leaves out. */
    public int omitted() {
        return leftOut.values().stream().mapToInt(count -> count).sum();
    }

    /** Returns all memories of the briefing, each once. */
    public List<Memory> memories() {
        return List.copyOf(new LinkedHashSet<>(Stream.of(
                        binding.stream(),
                        unconfirmed.stream(),
                        conflicts.stream().flatMap(conflict -> conflict.memories().stream()),
                        questions.stream(),
                        done.stream(),
                        findings.stream())
                .flatMap(memories -> memories)
                .toList()));
    }

    /** Returns whether the briefing holds no memory. */
    public boolean isEmpty() {
        return memories().isEmpty();
    }
}
