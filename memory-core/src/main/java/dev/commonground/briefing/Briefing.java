package dev.commonground.briefing;

import dev.commonground.memory.Conflict;
import dev.commonground.memory.Memory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an agent starts its turn with: what binds it, verbatim and all of it, then conflicts and open questions, then
 * what is done already and the findings that fit its work, as many as the budget allows.
 *
 * @param binding constraints, preferences and decisions, in the order of {@link Memory#BY_KIND}
 * @param conflicts what the team disagrees about
 * @param questions what nobody knows yet
 * @param done pieces of work that exist
 * @param findings what fits the work, best first
 * @param omitted how many questions, pieces of work and findings the budget left no room for
 */
public record Briefing(
        List<Memory> binding,
        List<Conflict> conflicts,
        List<Memory> questions,
        List<Memory> done,
        List<Memory> findings,
        int omitted) {

    public Briefing {
        binding = List.copyOf(binding);
        conflicts = List.copyOf(conflicts);
        questions = List.copyOf(questions);
        done = List.copyOf(done);
        findings = List.copyOf(findings);
    }

    /**
     * Composes a briefing within a budget.
     *
     * @param budget the most tokens of {@link #text()}
     * @throws BriefingTooLongException if what binds and the conflicts alone take more
     */
    public static Briefing within(
            int budget,
            List<Memory> binding,
            List<Conflict> conflicts,
            List<Memory> questions,
            List<Memory> done,
            List<Memory> findings) {
        int wished = questions.size() + done.size() + findings.size();
        Briefing core = new Briefing(binding, conflicts, List.of(), List.of(), List.of(), wished);
        if (core.tokens() > budget) {
            throw new BriefingTooLongException(
                    budget, core.tokens(), core.memories().size());
        }
        Briefing briefing = core;
        for (Memory question : questions) {
            briefing = briefing.ifWithin(
                    budget, briefing.with(append(briefing.questions, question), briefing.done, briefing.findings));
        }
        for (Memory piece : done) {
            briefing = briefing.ifWithin(
                    budget, briefing.with(briefing.questions, append(briefing.done, piece), briefing.findings));
        }
        for (Memory finding : findings) {
            briefing = briefing.ifWithin(
                    budget, briefing.with(briefing.questions, briefing.done, append(briefing.findings, finding)));
        }
        return briefing;
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

    /** Returns every memory it brings, each once. */
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

    /** Returns whether the team knows nothing yet. */
    public boolean isEmpty() {
        return memories().isEmpty();
    }

    /** Returns the tokens of {@link #text()}, as {@link Tokens} counts them. */
    public int tokens() {
        return Tokens.estimate(text());
    }

    /**
     * Returns the briefing for a prompt: quoted notes with their authors, marked as data and not as instructions. Equal
     * briefings have equal texts.
     */
    public String text() {
        return BriefingText.of(this);
    }
}
