package dev.commonground.samples.offline;

import java.util.List;

/** What sort of work a task asks for: its first verb tells. */
enum Assignment {
    RESEARCH,
    DRAFT,
    EDIT,
    SETTLE,
    SUM_UP,
    OTHER;

    /** Returns the work that can be done: a text that was refused is edited, and nothing is edited without a text. */
    static Assignment of(Prompt prompt) {
        Assignment asked = of(prompt.task());
        if (asked == DRAFT && prompt.lastAnswer() != null) {
            return EDIT;
        }
        return asked == EDIT && prompt.textAtHand().isBlank() ? OTHER : asked;
    }

    static Assignment of(String task) {
        List<String> words = Terms.words(task);
        for (int i = 0; i < words.size(); i++) {
            boolean noun = i > 0 && Vocabulary.DETERMINERS.contains(words.get(i - 1));
            Assignment assignment = noun ? OTHER : ofVerb(words.get(i));
            if (assignment != OTHER) {
                return assignment;
            }
        }
        return OTHER;
    }

    private static Assignment ofVerb(String word) {
        if (Vocabulary.RESEARCHING.contains(word)) {
            return RESEARCH;
        }
        if (Vocabulary.DRAFTING.contains(word)) {
            return DRAFT;
        }
        if (Vocabulary.SETTLING.contains(word)) {
            return SETTLE;
        }
        if (Vocabulary.SUMMING_UP.contains(word)) {
            return SUM_UP;
        }
        return Vocabulary.EDITING.contains(word) ? EDIT : OTHER;
    }
}
