package dev.commonground.learning.rules;

import dev.commonground.memory.Kind;

/** What a clause tells without asking for anything: what was settled, what is liked, and how things stand. */
final class FactRules {

    private static final int FEWEST_WORDS = 4;

    private FactRules() {}

    static void apply(Clause clause) {
        if (clause.talking()) {
            applyToTalk(clause);
        } else if (clause.matches(Vocabulary.DECIDED)) {
            clause.add(Kind.DECISION);
        } else if (clause.isAboutClient() && clause.matches(Vocabulary.PREFERS)) {
            clause.add(Kind.PREFERENCE);
        } else if (isFigure(clause) || (clause.isAboutClient() && clause.matches(Vocabulary.SITUATION))) {
            clause.add(Kind.FINDING);
        }
    }

    private static void applyToTalk(Clause clause) {
        if (Words.count(clause.statement()) < FEWEST_WORDS) {
            return;
        }
        if (decides(clause)) {
            clause.add(Kind.DECISION);
        } else if (DutyRules.obliges(clause)) {
            clause.add(Kind.CONSTRAINT);
        } else if (clause.matches(Vocabulary.PREFERS_IN_TALK) && !clause.matches(Vocabulary.NO_PREFERENCE)) {
            clause.add(Kind.PREFERENCE);
        } else if (tells(clause)) {
            clause.add(Kind.FINDING);
        }
    }

    private static boolean decides(Clause clause) {
        return (clause.matches(Vocabulary.DECIDED_IN_TALK) || clause.matches(Vocabulary.GOING_WITH))
                && !clause.matches(Vocabulary.NOT_DECIDED);
    }

    /** A fact of a talk is one that nobody could take for a guess, a plan or a courtesy. */
    private static boolean tells(Clause clause) {
        if (clause.matches(Vocabulary.CONFUSED)) {
            return false;
        }
        String text = clause.statement();
        boolean figure = Words.mentions(text, Vocabulary.MEASURES)
                && Words.hasFigure(Vocabulary.DATES.matcher(text).replaceAll(""));
        return figure
                || clause.matches(Vocabulary.RESULT)
                || clause.matches(Vocabulary.RUNNING)
                || clause.matches(Vocabulary.CAUSE)
                || clause.matches(Vocabulary.FIXED_FACT);
    }

    /** A number is worth knowing if it is about the client or about business, and more than a date. */
    private static boolean isFigure(Clause clause) {
        String text = clause.statement();
        boolean aboutBusiness = clause.isAboutClient() || Words.mentions(text, Vocabulary.BUSINESS);
        return aboutBusiness
                && !clause.matches(Vocabulary.MAX_WORDS)
                && Words.hasFigure(Vocabulary.DATES.matcher(text).replaceAll(""));
    }
}
