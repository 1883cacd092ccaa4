package dev.commonground.briefing;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Conflict;
import dev.commonground.memory.Memory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The knowledge with which an agent starts its turn: all binding memories verbatim, then conflicts and open questions,
 * then finished work and the findings that fit the agent's work, as many as the budget allows.
 *
 * <p>Immutable and thread-safe.
 *
 * @param binding constraints, preferences and decisions, in the order of {@link Memory#BY_KIND}
 * @param conflicts the conflicts among live memories
 * @param questions the open questions
 * @param done the finished pieces of work
 * @param findings the findings that fit the work, best first
 * @param omitted how many questions, pieces of work and findings exceed the budget
 */
public record Briefing(
        List<Memory> binding,
        List<Conflict> conflicts,
        List<Memory> questions,
        List<Memory> done,
        List<Memory> findings,
        int omitted) {

    public Briefing {
        binding = List.copyOf(requireNonNull(binding, "binding"));
        conflicts = List.copyOf(requireNonNull(conflicts, "conflicts"));
        questions = List.copyOf(requireNonNull(questions, "questions"));
        done = List.copyOf(requireNonNull(done, "done"));
        findings = List.copyOf(requireNonNull(findings, "findings"));
    }

    /**
     * Composes a briefing within a budget.
     *
     * @param budget the most tokens of {@link #text()}
     * @throws BriefingTooLongException if the binding memories and the conflicts alone exceed the budget
     */
    public static Briefing within(
            int budget,
            List<Memory> binding,
            List<Conflict> conflicts,
            List<Memory> questions,
            List<Memory> done,
            List<Memory> findings) {
        requireNonNull(binding, "binding");
        requireNonNull(conflicts, "conflicts");
        requireNonNull(questions, "questions");
        requireNonNull(done, "done");
        requireNonNull(findings, "findings");
        Briefing briefing = core(budget, binding, conflicts, questions.size() + done.size() + findings.size());
        for (Memory question : questions) {
            briefing = briefing.ifWithin(budget, briefing.withQuestion(question));
        }
        for (Memory piece : done) {
            briefing = briefing.ifWithin(budget, briefing.withDone(piece));
        }
        for (Memory finding : findings) {
            briefing = briefing.ifWithin(budget, briefing.withFinding(finding));
        }
        return briefing;
    }

    /** Returns the part that is never cut. */
    private static Briefing core(int budget, List<Memory> binding, List<Conflict> conflicts, int omitted) {
        Briefing core = new Briefing(binding, conflicts, List.of(), List.of(), List.of(), omitted);
        int tokens = core.tokens();
        if (tokens > budget) {
            throw new BriefingTooLongException(budget, tokens, core.memories().size());
        }
        return core;
    }

    private Briefing withQuestion(Memory question) {
        return with(append(questions, question), done, findings);
    }

    private Briefing withDone(Memory piece) {
        return with(questions, append(done, piece), findings);
    }

    private Briefing withFinding(Memory finding) {
        return with(questions, done, append(findings, finding));
    }

    private Briefing ifWithin(int budget, Briefing longer) {
        return longer.tokens() <= budget ? longer : this;
    }

    private Briefing with(List<Memory> moreQuestions, List<Memory> moreDone, List<Memory> moreFindings) {
        return new Briefing(binding, conflicts, moreQuestions, moreDone, moreFindings, omitted - 1);
    }

    private static List<Memory> append(List<Memory> memories, Memory memory) {
        List<Memory> more = new ArrayList<>(memories);
        more.add(memory);
        return more;
    }

    /** Returns all memories of the briefing, each once. */
    public List<Memory> memories() {
        return List.copyOf(new LinkedHashSet<>(Stream.of(
                        binding.stream(),
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

    /** Returns the number of tokens in {@link #text()}, as {@link Tokens} estimates it. */
    public int tokens() {
        return Tokens.estimate(text());
    }

    /**
     * Returns the text for a prompt: quoted notes with their authors, marked as data, not instructions. Equal briefings
     * have equal texts.
     */
    public String text() {
        return BriefingText.of(this);
    }
}
