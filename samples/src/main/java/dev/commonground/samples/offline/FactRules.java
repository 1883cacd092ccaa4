package dev.commonground.samples.offline;

/** What a clause tells without asking for anything: what was settled, what is liked, and how things stand. */
final class FactRules {

    private FactRules() {}

    static void apply(Clause clause) {
        if (clause.matches(Vocabulary.DECIDED)) {
            clause.add(Note.of(Note.Kind.DECISION, clause.statement()));
        } else if (clause.isAboutClient() && clause.matches(Vocabulary.PREFERS)) {
            clause.add(Note.of(Note.Kind.PREFERENCE, clause.statement()));
        } else if (isFigure(clause) || (clause.isAboutClient() && clause.matches(Vocabulary.SITUATION))) {
            clause.add(Note.of(Note.Kind.FINDING, clause.statement()));
        }
    }

    /** Returns whether {@code sentence} says that something is not known yet. */
    static boolean isOpen(String sentence) {
        return Vocabulary.OPEN.matcher(sentence).find();
    }

    /** A number is worth knowing if it is about the client or about business, and more than a date. */
    private static boolean isFigure(Clause clause) {
        String text = clause.statement();
        boolean aboutBusiness = clause.isAboutClient() || Terms.mentions(text, Vocabulary.BUSINESS);
        return aboutBusiness
                && !clause.matches(Vocabulary.MAX_WORDS)
                && !Terms.figures(Vocabulary.DATES.matcher(text).replaceAll("")).isEmpty();
    }
}
