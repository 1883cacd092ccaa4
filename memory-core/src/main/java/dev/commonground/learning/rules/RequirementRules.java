package dev.commonground.learning.rules;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What a clause asks of the work to come: its length, date and price, its tone, its order and its form. */
final class RequirementRules {

    private static final int FEW_WORDS = 5;
    private static final Pattern PART = Pattern.compile("[,;:]");
    private static final Set<String> ARTICLES = Set.of("the ", "their ", "our ", "your ", "an ", "a ");
    private static final String FIRST_SECTION = "first_section";
    private static final String FORMAT = "format";
    private static final String TONE = "tone";
    private static final String BUDGET = "budget";

    private final Lexicon lexicon;
    private final Clause clause;

    private RequirementRules(Lexicon lexicon, Clause clause) {
        this.lexicon = lexicon;
        this.clause = clause;
    }

    static void apply(Lexicon lexicon, Clause clause) {
        new RequirementRules(lexicon, clause).apply();
    }

    private void apply() {
        if (!clause.matches(Vocabulary.IN_THE_PAST)) {
            length();
            deadline();
            tone();
            look();
        }
        price();
    }

    private void length() {
        if (!clause.talking()
                && (clause.matches(Vocabulary.LIMITING) || standsAlone(clause.rest()))
                && !clause.matches(Vocabulary.BOUNDED_BELOW)) {
            require("max_words", Vocabulary.MAX_WORDS, value -> true, value -> value.replaceAll("\\D", ""));
        }
        if (!clause.matches(Vocabulary.DESCRIBED)) {
            lexicon.limits().in(clause.rest()).forEach(limit -> clause.require(limit.key(), limit.value()));
        }
    }

    /** Returns whether a count of words is all that stands between two commas. */
    private static boolean standsAlone(String text) {
        return PART.splitAsStream(text)
                .anyMatch(part -> Vocabulary.MAX_WORDS.matcher(part).find() && Words.count(part) <= FEW_WORDS);
    }

    private void deadline() {
        Pattern delivering = clause.talking() ? Vocabulary.DELIVERED : Vocabulary.DELIVERING;
        if ((clause.matches(delivering)
                        || (clause.talking() && clause.isAboutText() && clause.matches(Vocabulary.DELIVERING)))
                && !clause.matches(Vocabulary.PROMISED)) {
            require("deadline", Vocabulary.DEADLINE, value -> true, UnaryOperator.identity());
        }
    }

    private void price() {
        if (Vocabulary.SUMS.matcher(clause.rest()).results().count() == 1) {
            require(BUDGET, Vocabulary.BUDGET, value -> true, UnaryOperator.identity());
            require(BUDGET, Vocabulary.PRICE, value -> !clause.matches(Vocabulary.DESCRIBED), UnaryOperator.identity());
        }
    }

    private void tone() {
        require(TONE, lexicon.tone(), value -> true, value -> lexicon.toneOf(plain(value)));
        if (clause.speaksForClient()) {
            require(TONE, Vocabulary.TONE_NEW, value -> !Vocabulary.NO_TONE.contains(plain(value)), this::plain);
        }
    }

    private void look() {
        order();
        if (!clause.speaksForClient()) {
            return;
        }
        require(FORMAT, Vocabulary.FORMAT_LABEL, RequirementRules::isForm, this::plain);
        require(FORMAT, Vocabulary.PRESENTED_AS, this::isGivenForm, this::plain);
        require(FORMAT, Vocabulary.USES, this::isUsedForm, this::plain);
    }

    private void order() {
        if (clause.talking() || clause.speaksForClient()) {
            require(FIRST_SECTION, Vocabulary.START_WITH, this::isTopic, this::plain);
            require(FIRST_SECTION, Vocabulary.WANTED_FIRST, this::isTopic, this::plain);
            require(FIRST_SECTION, Vocabulary.FIRST, this::isTopic, this::plain);
        }
    }

    private void require(String key, Pattern pattern, Predicate<String> fits, UnaryOperator<String> value) {
        clause.find(pattern).filter(match -> fits.test(Clause.caught(match))).ifPresent(match -> {
            clause.take(match);
            clause.require(key, value.apply(Clause.caught(match)));
        });
    }

    private static boolean isForm(String value) {
        return Words.of(value).stream().noneMatch(Vocabulary.NO_FORM::contains);
    }

    private boolean isGivenForm(String value) {
        return isForm(value) && (!clause.talking() || isUsedForm(value));
    }

    /** What somebody uses is a form if it is known as one, or if the talk is of texts and no single thing is meant. */
    private boolean isUsedForm(String value) {
        Set<String> texts = clause.talking() ? Vocabulary.TEXTS : Vocabulary.DOCUMENTS;
        boolean known = Words.stems(plain(value)).stream().anyMatch(Vocabulary.FORMS::contains);
        return isForm(value) && (known || (value.endsWith("s") && Words.mentions(clause.sentence(), texts)));
    }

    private boolean isTopic(String value) {
        boolean named = !Vocabulary.SUBJECT.matcher(value).find()
                && Words.of(value).stream().noneMatch(Vocabulary.VAGUE::contains);
        return named && (!clause.talking() || isOfText(value));
    }

    /** In a talk many things come first; a section of a text does if it is known as one, or a text is spoken of. */
    private boolean isOfText(String value) {
        return Words.mentions(value, Vocabulary.CONTENTS) || Words.mentions(clause.sentence(), Vocabulary.TEXTS);
    }

    private String plain(String value) {
        String lower = value.toLowerCase(Locale.ROOT).strip();
        return ARTICLES.stream()
                .filter(lower::startsWith)
                .findFirst()
                .map(article -> lower.substring(article.length()))
                .orElse(lower);
    }
}
