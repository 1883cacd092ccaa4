package dev.commonground.internal.briefing;

import dev.commonground.briefing.Briefing;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Composes a briefing within a budget. If all candidates fit, it tells all of them. Otherwise it tells, in the short
 * form, what binds, conflicts, questions and then knowledge, each list from its beginning.
 *
 * <p>Every line is counted at most a few times, so the cost grows with the text and not with its square.
 */
public final class BriefingComposer {

    /** The share of the budget that what binds fills before the rest has its turn; persons' constraints may exceed it. */
    private static final double BINDING_SHARE = 0.75;

    /** Knowledge helps more than questions do, so many questions leave most of the rest to it. */
    private static final double QUESTION_SHARE = 0.125;

    private static final double ALL = 1;

    /** How often the text is counted as a whole, to use what the rounded counts of its lines left. */
    private static final int TOP_UPS = 2;

    private final int budget;
    private final ToIntFunction<String> counter;
    private final BriefingCandidates candidates;
    private final String withdrawn;
    private final List<BriefingItem> core;
    private final List<BriefingItem> questions;
    private final List<BriefingItem> knowledge;

    /**
     * Prepares a briefing.
     *
     * @param budget the most tokens of the text
     * @param counter counts the tokens of a text; the counts of its lines add up to at least that of the whole
     * @param withdrawn the lines that tell what the reader must no longer rely on; empty if there is nothing to tell
     */
    public BriefingComposer(
            int budget, ToIntFunction<String> counter, BriefingCandidates candidates, String withdrawn) {
        this.withdrawn = withdrawn;
        this.budget = budget;
        this.counter = counter;
        this.candidates = candidates;
        this.core = candidates.core();
        this.questions = candidates.open();
        this.knowledge = candidates.items(candidates.knowledge());
    }

    /**
     * Returns the briefing.
     *
     * @throws MemoryException.BriefingTooLong if the budget has room for none of the binding memories
     */
    public Briefing compose() {
        return Stream.of(BriefingForm.values())
                .flatMap(form -> everything(form).stream())
                .findFirst()
                .orElseGet(this::best);
    }

    /** Returns the briefing with all candidates, if that fits; stops at the first one that does not. */
    private Optional<Briefing> everything(BriefingForm form) {
        List<BriefingItem> all =
                Stream.of(core, questions, knowledge).flatMap(List::stream).toList();
        Map<Kind, Integer> leftOut = candidates.without(all);
        BriefingDraft draft = new BriefingDraft(form, withdrawn, counter, budget, leftOut, candidates.heldBack());
        boolean fits = all.stream().allMatch(draft::add);
        draft.recount(leftOut);
        fits &= draft.tokens() <= budget || candidates.live().isEmpty();
        return fits ? Optional.of(briefing(draft)) : Optional.empty();
    }

    private Briefing best() {
        BriefingDraft draft = draft(budget);
        int free = budget - draft.tokens();
        draft.fill(candidates.constraints(), ALL);
        draft.fillUpTo(budget - (int) ((1 - BINDING_SHARE) * free), core);
        if (draft.tokens() > budget || (draft.isEmpty() && !core.isEmpty())) {
            throw new MemoryException.BriefingTooLong(budget, tokensOfCore(), core.size());
        }
        draft.fill(questions, QUESTION_SHARE);
        draft.fill(knowledge, ALL);
        for (int round = 0; round < TOP_UPS; round++) {
            draft.recount(candidates.without(draft.items()));
            draft.fill(core, ALL);
            draft.fill(knowledge, ALL);
            draft.fill(questions, ALL);
        }
        return briefing(draft);
    }

    private BriefingDraft draft(int most) {
        return new BriefingDraft(
                BriefingForm.SHORT, withdrawn, counter, most, candidates.live(), candidates.heldBack());
    }

    private int tokensOfCore() {
        BriefingDraft draft = draft(Integer.MAX_VALUE);
        core.forEach(draft::add);
        return draft.tokens();
    }

    private Briefing briefing(BriefingDraft draft) {
        Map<Kind, Integer> leftOut = candidates.without(draft.items());
        String text = draft.text(leftOut);
        return new Briefing(
                draft.memories(BriefingSection.BINDING_FROM_PEOPLE, BriefingSection.BINDING_FROM_AGENTS),
                draft.memories(BriefingSection.UNCONFIRMED),
                draft.items(BriefingSection.CONFLICTS).stream()
                        .map(BriefingItem::conflict)
                        .filter(Objects::nonNull)
                        .toList(),
                draft.memories(BriefingSection.QUESTIONS),
                draft.memories(BriefingSection.DONE),
                draft.memories(BriefingSection.FINDINGS),
                leftOut,
                candidates.heldBack(),
                text,
                counter.applyAsInt(text));
    }
}
