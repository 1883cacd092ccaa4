package dev.commonground.rules;

import java.util.List;

/** Recognizes everyday statements: lasting orders, likes, habits, and facts about speakers and their work. */
final class EverydayRules {

    private EverydayRules() {}

    static boolean obliges(Clause clause) {
        return clause.matches(EverydayPatterns.SELF_BAN)
                || clause.matches(EverydayPatterns.SELF_LIMIT)
                || (clause.matches(EverydayPatterns.LASTING_ORDER) && !clause.matches(EverydayPatterns.ONCE))
                || clause.matches(EverydayPatterns.EVERY_TIME)
                || (clause.matches(EverydayPatterns.DUE) && !clause.matches(EverydayPatterns.ONCE))
                || isRule(clause);
    }

    private static boolean isRule(Clause clause) {
        List<String> subject = EnglishWords.of(Clause.subjectOf(clause.statement()));
        return clause.matches(EverydayPatterns.SHOULD)
                && !clause.matches(EverydayPatterns.ONCE)
                && subject.stream()
                        .anyMatch(word -> EverydayPatterns.RULED.contains(word) || CommonWords.TEXTS.contains(word));
    }

    /** Returns whether a clause is a fact about its speaker, which may have two words only. */
    static boolean isAboutSelf(Clause clause) {
        return clause.matches(EverydayPatterns.SELF);
    }

    static boolean prefers(Clause clause) {
        return clause.matches(EverydayPatterns.LIKES);
    }

    /** Returns whether a clause is about this day or moment only. */
    static boolean isOnce(Clause clause) {
        return clause.matches(EverydayPatterns.TODAY);
    }

    /** Returns whether a clause that is no guess states a lasting fact. */
    static boolean statesFact(Clause clause) {
        return !clause.matches(EverydayPatterns.TODAY) && isLasting(clause);
    }

    private static boolean isLasting(Clause clause) {
        return clause.matches(EverydayPatterns.HABIT)
                || clause.matches(EverydayPatterns.SELF)
                || clause.matches(EverydayPatterns.ROLE)
                || clause.matches(EverydayPatterns.USES)
                || clause.matches(EverydayPatterns.HOURS)
                || clause.matches(EverydayPatterns.PARTS)
                || clause.matches(EverydayPatterns.REMEMBER)
                || clause.matches(EverydayPatterns.PLACE);
    }
}
