package dev.commonground.learning.rules;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a clause wants said, and what it wants left out. */
final class ContentRules {

    private static final int LONGEST = 5;
    private static final String REQUIRED = "required";
    private static final String FORBIDDEN = "forbidden";

    private final Clause clause;

    private ContentRules(Clause clause) {
        this.clause = clause;
    }

    static void apply(Clause clause) {
        new ContentRules(clause).apply();
    }

    private void apply() {
        demand(Vocabulary.TABOO, FORBIDDEN, this::isOfText);
        if (!clause.speaksForClient() || clause.matches(Vocabulary.NOT_NEEDED)) {
            return;
        }
        boolean forbids = demand(Vocabulary.FORBIDS_NAMING, FORBIDDEN, item -> true)
                || demand(Vocabulary.FORBIDS, FORBIDDEN, this::isOfText);
        if (!forbids
                && !demand(Vocabulary.REQUIRES_NAMING, REQUIRED, item -> true)
                && !demand(Vocabulary.REQUIRES, REQUIRED, item -> clause.isAboutText() || isOfText(item))) {
            demand(Vocabulary.WISHES, REQUIRED, this::isContent);
        }
    }

    private boolean demand(Pattern pattern, String value, Predicate<String> meant) {
        int before = clause.statements().size();
        clause.find(pattern).ifPresent(match -> {
            String list = Clause.caught(match);
            String lead = clause.rest().substring(0, match.start()) + lead(match, list);
            items(list).forEach(item -> add(lead, item, value, meant));
            if (!clause.talking() || clause.statements().size() > before) {
                clause.take(match);
            }
        });
        return clause.statements().size() > before;
    }

    /** Returns the items of {@code list}, up to the one that begins a new clause. */
    private static List<String> items(String list) {
        List<String> items = Vocabulary.LIST_BREAK
                .splitAsStream(list)
                .takeWhile(item -> !Vocabulary.SUBJECT.matcher(item).find())
                .map(String::strip)
                .dropWhile(String::isEmpty)
                .toList();
        return items.stream().takeWhile(item -> !item.isEmpty()).toList();
    }

    private void add(String lead, String item, String value, Predicate<String> meant) {
        String topic = topic(item);
        boolean required = value.equals(REQUIRED);
        if (topic != null && (required || !idle(topic)) && (!clause.talking() || meant.test(topic))) {
            String said = required ? clean(lead + item.strip()) : clause.statement();
            clause.require("include: " + topic.toLowerCase(Locale.ROOT), value, said);
        }
    }

    /** In a talk much is wanted and avoided; it is a text's if a text is spoken of, or the thing is part of texts. */
    private boolean isOfText(String topic) {
        return isContent(topic) || Words.mentions(clause.sentence(), Vocabulary.TEXTS);
    }

    private boolean isContent(String topic) {
        return Words.mentions(topic, Vocabulary.CONTENTS);
    }

    /** Returns what an item of a list names, or null if it names nothing that a text could say. */
    private static @Nullable String topic(String item) {
        String topic = Vocabulary.TAIL
                .matcher(" " + item.replaceAll("[.:;!]+", " ").strip())
                .replaceFirst("")
                .strip();
        Matcher determiner = Vocabulary.DETERMINER.matcher(topic);
        while (determiner.find()) {
            topic = topic.substring(determiner.end());
            determiner = Vocabulary.DETERMINER.matcher(topic);
        }
        boolean named = !topic.isBlank()
                && Words.count(topic) <= LONGEST
                && !Words.hasFigure(topic)
                && !Vocabulary.NO_OBJECT.matcher(topic).find()
                && !Vocabulary.VAGUE.containsAll(Words.of(topic));
        return named ? topic : null;
    }

    private static boolean idle(String topic) {
        List<String> words = Words.of(topic);
        return words.isEmpty() || Vocabulary.IDLE_NO.contains(words.get(0));
    }

    private static String lead(MatchResult match, String list) {
        return match.group().substring(0, match.group().lastIndexOf(list));
    }

    private static String clean(String text) {
        String words = text.replaceAll("\\s*,\\s*(?:and )?", " ").replaceAll("\\s+", " ");
        return Words.capitalized(words.replaceAll("[\\s.;:!]+$", "").strip());
    }
}
