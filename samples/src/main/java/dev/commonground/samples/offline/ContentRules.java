package dev.commonground.samples.offline;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a clause wants said, and what it wants left out. */
final class ContentRules {

    private static final int LONGEST = 5;

    private ContentRules() {}

    static void apply(Clause clause) {
        demand(clause, Vocabulary.TABOO, Note.FORBIDDEN);
        if (!clause.speaksForClient() || clause.matches(Vocabulary.NOT_NEEDED)) {
            return;
        }
        if (!demand(clause, Vocabulary.FORBIDS, Note.FORBIDDEN)) {
            demand(clause, Vocabulary.REQUIRES, Note.REQUIRED);
        }
    }

    private static boolean demand(Clause clause, Pattern pattern, String value) {
        int before = clause.notes().size();
        clause.find(pattern).ifPresent(match -> {
            String list = Clause.caught(match);
            String lead = clause.rest().substring(0, match.start()) + lead(match, list);
            items(list).forEach(item -> add(clause, lead, item, value));
            clause.take(match);
        });
        return clause.notes().size() > before;
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

    private static void add(Clause clause, String lead, String item, String value) {
        String topic = topic(item);
        if (topic != null && (value.equals(Note.REQUIRED) || !idle(topic))) {
            String statement = value.equals(Note.REQUIRED) ? clean(lead + item.strip()) : clause.statement();
            clause.add(Note.constraint(Note.keyOf(topic), value, statement));
        }
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
                && Terms.count(topic) <= LONGEST
                && Terms.figures(topic).isEmpty()
                && !Vocabulary.NO_OBJECT.matcher(topic).find()
                && !Vocabulary.VAGUE.containsAll(Terms.words(topic));
        return named ? topic : null;
    }

    private static boolean idle(String topic) {
        return Vocabulary.IDLE_NO.contains(Terms.words(topic).get(0));
    }

    private static String lead(MatchResult match, String list) {
        return match.group().substring(0, match.group().lastIndexOf(list));
    }

    private static String clean(String text) {
        String words = text.replaceAll("\\s*,\\s*(?:and )?", " ").replaceAll("\\s+", " ");
        return Terms.capitalized(words.replaceAll("[\\s.;:!]+$", "").strip());
    }
}
