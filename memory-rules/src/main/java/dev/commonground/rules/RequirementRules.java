package dev.commonground.rules;

import dev.commonground.memory.Kind;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads the requirements of a clause: length, deadline, budget, tone, order and form. */
final class RequirementRules {

    private static final int MAX_PART_WORDS = 5;
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
        if (!clause.matches(ClausePatterns.IN_THE_PAST)) {
            length();
            deadline();
            tone();
            form();
        }
        price();
    }

    private void length() {
        if (!clause.inConversation()
                && (clause.matches(AmountPatterns.LIMITING) || isAlone(clause.rest()))
                && !clause.matches(AmountPatterns.BOUNDED_BELOW)) {
            require("max_words", AmountPatterns.MAX_WORDS, value -> true, value -> value.replaceAll("\\D", ""));
        }
        if (!clause.matches(AmountPatterns.DESCRIBED)) {
            lexicon.limits().takenFrom(clause).forEach(limit -> clause.require(limit.key(), limit.value()));
        }
    }

    /** Returns whether a part between two commas is only a number of words. */
    private static boolean isAlone(String text) {
        return PART.splitAsStream(text)
                .anyMatch(part ->
                        AmountPatterns.MAX_WORDS.matcher(part).find() && EnglishWords.count(part) <= MAX_PART_WORDS);
    }

    private void deadline() {
        Pattern delivering = clause.inConversation() ? AmountPatterns.DELIVERED : AmountPatterns.DELIVERING;
        if ((clause.matches(delivering)
                        || (clause.inConversation()
                                && clause.isAboutText()
                                && clause.matches(AmountPatterns.DELIVERING)))
                && !clause.matches(AmountPatterns.PROMISED)) {
            dueDate();
        }
    }

    /** Two dates in a clause belong to two things, so neither is the deadline. */
    private void dueDate() {
        boolean several =
                AmountPatterns.DEADLINE.matcher(clause.rest()).results().count() > 1;
        if (!several) {
            require("deadline", AmountPatterns.DEADLINE, value -> true, UnaryOperator.identity());
        } else if (clause.inConversation() && !Polarity.turns(clause.rest())) {
            clause.add(Kind.CONSTRAINT);
        }
    }

    private void price() {
        if (AmountPatterns.SUMS.matcher(clause.rest()).results().count() == 1) {
            require(BUDGET, AmountPatterns.PRICE, value -> isUpperBound(), UnaryOperator.identity());
            if (isUpperBound()) {
                require(BUDGET, AmountPatterns.BUDGET, value -> true, UnaryOperator.identity());
            }
        }
    }

    /** Returns whether the clause limits a price from above. */
    private boolean isUpperBound() {
        String rest = AmountPatterns.BOUNDED_ABOVE.matcher(clause.rest()).replaceAll(" ");
        return !clause.matches(AmountPatterns.DESCRIBED) && !Polarity.turns(rest) && !Polarity.raises(rest);
    }

    private void tone() {
        require(TONE, lexicon.tone(), value -> true, value -> lexicon.toneOf(plain(value)));
        if (clause.speaksForClient()) {
            require(TONE, StylePatterns.TONE_NEW, value -> !StylePatterns.NO_TONE.contains(plain(value)), this::plain);
        }
    }

    private void form() {
        order();
        require(FORMAT, StylePatterns.REQUIRED_FORM, this::isKnownForm, this::plain);
        if (!clause.speaksForClient()) {
            return;
        }
        require(FORMAT, StylePatterns.FORMAT_LABEL, RequirementRules::isForm, this::plain);
        require(FORMAT, StylePatterns.PRESENTED_AS, this::isGivenForm, this::plain);
        require(FORMAT, StylePatterns.USES, this::isUsedForm, this::plain);
    }

    private void order() {
        if (clause.inConversation() || clause.speaksForClient()) {
            require(FIRST_SECTION, StylePatterns.START_WITH, this::isTopic, this::plain);
            require(FIRST_SECTION, StylePatterns.WANTED_FIRST, this::isTopic, this::plain);
            require(FIRST_SECTION, StylePatterns.FIRST, this::isTopic, this::plain);
        }
    }

    private void require(String key, Pattern pattern, Predicate<String> fits, UnaryOperator<String> value) {
        clause.find(pattern)
                .filter(match -> !clause.turns(match) && !Polarity.turns(Clause.firstGroup(match)))
                .filter(match -> fits.test(Clause.firstGroup(match)))
                .ifPresent(match -> {
                    clause.take(match);
                    clause.require(key, value.apply(Clause.firstGroup(match)));
                });
    }

    private static boolean isForm(String value) {
        return EnglishWords.of(value).stream().noneMatch(StylePatterns.NO_FORM::contains);
    }

    private boolean isGivenForm(String value) {
        return isForm(value) && (!clause.inConversation() || isUsedForm(value));
    }

    private boolean isKnownForm(String value) {
        return isForm(value) && StylePatterns.FORMS.contains(EnglishWords.stem(lastWord(plain(value))));
    }

    private static String lastWord(String value) {
        return value.substring(value.lastIndexOf(' ') + 1);
    }

    /** Returns whether {@code value} is a known form, or a plural in a sentence about texts. */
    private boolean isUsedForm(String value) {
        Set<String> texts = clause.inConversation() ? CommonWords.TEXTS : CommonWords.DOCUMENTS;
        boolean known = EnglishWords.stems(plain(value)).stream().anyMatch(StylePatterns.FORMS::contains);
        return isForm(value) && (known || (value.endsWith("s") && EnglishWords.mentions(clause.sentence(), texts)));
    }

    private boolean isTopic(String value) {
        boolean named = !ClausePatterns.SUBJECT.matcher(value).find()
                && EnglishWords.of(value).stream().noneMatch(CommonWords.VAGUE::contains);
        return named && (!clause.inConversation() || isOfText(value));
    }

    /** Returns whether {@code value} is a known part of texts, or the sentence mentions a text. */
    private boolean isOfText(String value) {
        return EnglishWords.mentions(value, CommonWords.CONTENTS)
                || EnglishWords.mentions(clause.sentence(), CommonWords.TEXTS);
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
