package dev.commonground.rules;

import dev.commonground.memory.Kind;

/** Reads decisions, duties, preferences and facts of a clause. */
final class FactRules {

    private static final int MIN_WORDS = 4;

    private FactRules() {}

    static void apply(Clause clause) {
        if (clause.inConversation()) {
            applyToConversation(clause);
        } else if (clause.matches(FactPatterns.DECIDED)) {
            clause.add(Kind.DECISION);
        } else if (clause.isAboutClient() && clause.matches(FactPatterns.PREFERS)) {
            clause.add(Kind.PREFERENCE);
        } else if (isFigure(clause) || (clause.isAboutClient() && clause.matches(FactPatterns.SITUATION))) {
            clause.add(Kind.FINDING);
        }
    }

    private static void applyToConversation(Clause clause) {
        if (EnglishWords.count(clause.statement()) < MIN_WORDS) {
            return;
        }
        if (decides(clause)) {
            clause.add(Kind.DECISION);
        } else if (DutyRules.obliges(clause)) {
            clause.add(Kind.CONSTRAINT);
        } else if (clause.matches(FactPatterns.PREFERS_IN_CONVERSATION)
                && !clause.matches(FactPatterns.NO_PREFERENCE)) {
            clause.add(Kind.PREFERENCE);
        } else if (statesFact(clause)) {
            clause.add(Kind.FINDING);
        }
    }

    private static boolean decides(Clause clause) {
        return (clause.matches(FactPatterns.DECIDED_IN_CONVERSATION) || clause.matches(FactPatterns.GOING_WITH))
                && !clause.matches(FactPatterns.NOT_DECIDED);
    }

    /** Returns whether a clause of a conversation states a fact, and certainly no guess, plan or courtesy. */
    private static boolean statesFact(Clause clause) {
        if (clause.matches(FactPatterns.CONFUSED)) {
            return false;
        }
        String text = clause.statement();
        boolean figure = EnglishWords.mentions(text, CommonWords.MEASURES)
                && EnglishWords.hasFigure(AmountPatterns.DATES.matcher(text).replaceAll(""));
        return figure
                || clause.matches(FactPatterns.RESULT)
                || clause.matches(FactPatterns.RUNNING)
                || clause.matches(FactPatterns.CAUSE)
                || clause.matches(FactPatterns.FIXED_FACT);
    }

    /** Returns whether a clause of notes has a figure of the client or of a business that is not only a date. */
    private static boolean isFigure(Clause clause) {
        String text = clause.statement();
        boolean aboutBusiness = clause.isAboutClient() || EnglishWords.mentions(text, CommonWords.BUSINESS);
        return aboutBusiness
                && !clause.matches(AmountPatterns.MAX_WORDS)
                && EnglishWords.hasFigure(AmountPatterns.DATES.matcher(text).replaceAll(""));
    }
}
