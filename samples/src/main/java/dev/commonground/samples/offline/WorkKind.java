package dev.commonground.samples.offline;

import dev.commonground.crew.check.WordStems;
import java.util.List;

/** The kind of work that a task asks for, read from its first verb. */
enum WorkKind {
    RESEARCH,
    DRAFT,
    EDIT,
    SETTLE,
    SUM_UP,
    OTHER;

    /** Returns the work for a prompt. A refused draft is edited, and editing needs a text. */
    static WorkKind of(ParsedPrompt prompt) {
        WorkKind asked = of(prompt.task());
        if (asked == DRAFT && prompt.lastAnswer() != null) {
            return EDIT;
        }
        return asked == EDIT && prompt.textAtHand().isBlank() ? OTHER : asked;
    }

    static WorkKind of(String task) {
        List<String> words = WordStems.words(task);
        for (int i = 0; i < words.size(); i++) {
            boolean noun = i > 0 && OfflineVocabulary.DETERMINERS.contains(words.get(i - 1));
            WorkKind assignment = noun ? OTHER : ofVerb(words.get(i));
            if (assignment != OTHER) {
                return assignment;
            }
        }
        return OTHER;
    }

    private static WorkKind ofVerb(String word) {
        if (OfflineVocabulary.RESEARCHING.contains(word)) {
            return RESEARCH;
        }
        if (OfflineVocabulary.DRAFTING.contains(word)) {
            return DRAFT;
        }
        if (OfflineVocabulary.SETTLING.contains(word)) {
            return SETTLE;
        }
        if (OfflineVocabulary.SUMMING_UP.contains(word)) {
            return SUM_UP;
        }
        return OfflineVocabulary.EDITING.contains(word) ? EDIT : OTHER;
    }
}
