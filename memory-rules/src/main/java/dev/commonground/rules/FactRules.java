package dev.commonground.rules;

import dev.commonground.memory.Kind;

/** Reads decisions, duties, preferences and facts of a clause. */
final class FactRules {

    private static final int MIN_WORDS = 3;

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
            applyToFewWords(clause);
        } else if (decides(clause)) {
            clause.add(Kind.DECISION);
        } else if (DutyRules.obliges(clause) || EverydayRules.obliges(clause)) {
            clause.add(Kind.CONSTRAINT);
        } else if (prefers(clause)) {
            clause.add(Kind.PREFERENCE);
        } else if (statesFact(clause)) {
            clause.add(Kind.FINDING);
        }
    }

    private static void applyToFewWords(Clause clause) {
        if (EverydayRules.obliges(clause)) {
            clause.add(Kind.CONSTRAINT);
        } else if (EverydayRules.isAboutSelf(clause)) {
            clause.add(Kind.FINDING);
        }
    }

    private static boolean prefers(Clause clause) {
        return EverydayRules.prefers(clause)
                || (clause.matches(FactPatterns.PREFERS_IN_CONVERSATION)
                        && !EverydayRules.isOnce(clause)
                        && !clause.matches(FactPatterns.NO_PREFERENCE));
    }

    private static boolean decides(Clause clause) {
        return clause.match(FactPatterns.DECIDED_IN_CONVERSATION)
                        .filter(match -> EnglishWords.count(clause.statement()) > MIN_WORDS)
                        .or(() -> clause.match(FactPatterns.GOING_WITH))
                        .filter(match -> !clause.isDenied(match))
                        .isPresent()
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
                || clause.matches(FactPatterns.FIXED_FACT)
                || EverydayRules.statesFact(clause);
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
