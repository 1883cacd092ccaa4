package dev.commonground.samples.offline;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What a clause asks of the text to come: its length, date and price, its tone, its order and its form. */
final class RequirementRules {

    private static final int FEW_WORDS = 5;
    private static final Pattern PART = Pattern.compile("[,;:]");
    private static final Set<String> ARTICLES = Set.of("the ", "their ", "an ", "a ");

    private RequirementRules() {}

    static void apply(Clause clause) {
        if (!clause.matches(Vocabulary.IN_THE_PAST)) {
            length(clause);
            deadline(clause);
            look(clause);
        }
        require(clause, Note.BUDGET, Vocabulary.BUDGET, value -> true, UnaryOperator.identity());
        ContentRules.apply(clause);
        if (clause.notes().isEmpty()) {
            FactRules.apply(clause);
        }
    }

    private static void length(Clause clause) {
        if (clause.matches(Vocabulary.LIMITING) || standsAlone(clause.rest())) {
            require(clause, Note.MAX_WORDS, Vocabulary.MAX_WORDS, value -> true, value -> value.replaceAll("\\D", ""));
        }
    }

    /** Returns whether a count of words is all that stands between two commas. */
    private static boolean standsAlone(String text) {
        return PART.splitAsStream(text)
                .anyMatch(part -> Vocabulary.MAX_WORDS.matcher(part).find() && Terms.count(part) <= FEW_WORDS);
    }

    private static void deadline(Clause clause) {
        if (clause.matches(Vocabulary.DELIVERING)) {
            require(clause, Note.DEADLINE, Vocabulary.DEADLINE, value -> true, UnaryOperator.identity());
        }
    }

    private static void look(Clause clause) {
        require(clause, Note.TONE, Vocabulary.TONE_KNOWN, value -> true, RequirementRules::plain);
        if (!clause.speaksForClient()) {
            return;
        }
        require(
                clause,
                Note.TONE,
                Vocabulary.TONE_NEW,
                value -> !Vocabulary.NO_TONE.contains(value),
                RequirementRules::plain);
        require(clause, Note.FORMAT, Vocabulary.FORMAT_LABEL, RequirementRules::isForm, RequirementRules::plain);
        require(clause, Note.FORMAT, Vocabulary.PRESENTED_AS, RequirementRules::isForm, RequirementRules::plain);
        boolean ofTexts = Terms.mentions(clause.sentence(), Vocabulary.DOCUMENTS);
        require(clause, Note.FORMAT, Vocabulary.USES, value -> isUsedForm(value, ofTexts), RequirementRules::plain);
        require(clause, Note.FIRST_SECTION, Vocabulary.START_WITH, RequirementRules::isTopic, RequirementRules::plain);
        require(
                clause,
                Note.FIRST_SECTION,
                Vocabulary.WANTED_FIRST,
                RequirementRules::isTopic,
                RequirementRules::plain);
        require(clause, Note.FIRST_SECTION, Vocabulary.FIRST, RequirementRules::isTopic, RequirementRules::plain);
    }

    private static void require(
            Clause clause, String key, Pattern pattern, Predicate<String> fits, UnaryOperator<String> value) {
        clause.find(pattern).filter(match -> fits.test(Clause.caught(match))).ifPresent(match -> {
            clause.take(match);
            clause.add(Note.constraint(key, value.apply(Clause.caught(match)), clause.statement()));
        });
    }

    private static boolean isForm(String value) {
        return Terms.words(value).stream().noneMatch(Vocabulary.NO_FORM::contains);
    }

    /** What somebody uses is a form if it is known as one, or if the talk is of texts and no single thing is meant. */
    private static boolean isUsedForm(String value, boolean ofTexts) {
        boolean known = Terms.of(plain(value)).stream().anyMatch(Vocabulary.PROSE_FORMS::contains);
        return isForm(value) && (known || (ofTexts && value.endsWith("s")));
    }

    private static boolean isTopic(String value) {
        return !Vocabulary.SUBJECT.matcher(value).find()
                && Terms.words(value).stream().noneMatch(Vocabulary.VAGUE::contains);
    }

    private static String plain(String value) {
        String lower = value.toLowerCase(Locale.ROOT).strip();
        return ARTICLES.stream()
                .filter(lower::startsWith)
                .findFirst()
                .map(article -> lower.substring(article.length()))
                .orElse(lower);
    }
}
