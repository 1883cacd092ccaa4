package dev.commonground.rules;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the contents that a clause requires or forbids. */
final class ContentRules {

    private static final int MAX_TOPIC_WORDS = 5;
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
        demand(ContentPatterns.TABOO, FORBIDDEN, this::isOfText);
        if (clause.matches(ContentPatterns.NOT_NEEDED)) {
            return;
        }
        if (!clause.speaksForClient()) {
            ofAnything();
            return;
        }
        boolean orders = demand(ContentPatterns.KEEPS, REQUIRED, this::isOfText)
                || demand(ContentPatterns.FORBIDS_NAMING, FORBIDDEN, item -> true)
                || demand(ContentPatterns.FORBIDS, FORBIDDEN, this::isOfText);
        if (!orders
                && !demand(ContentPatterns.REQUIRES_NAMING, REQUIRED, item -> true)
                && !demand(ContentPatterns.REQUIRES, REQUIRED, item -> clause.isAboutText() || isOfText(item))) {
            demand(ContentPatterns.WISHES, REQUIRED, this::isContent);
        }
    }

    /** Reads what anything that has contents must or must not contain, such as a flyer. */
    private void ofAnything() {
        if (clause.inConversation() && clause.matches(ContentPatterns.OF_ANYTHING)) {
            boolean orders = demand(ContentPatterns.KEEPS, REQUIRED, item -> true)
                    || demand(ContentPatterns.FORBIDS_NAMING, FORBIDDEN, item -> true);
            if (!orders) {
                demand(ContentPatterns.REQUIRES_NAMING, REQUIRED, item -> true);
            }
        }
    }

    private boolean demand(Pattern pattern, String value, Predicate<String> isMeant) {
        int before = clause.statements().size();
        clause.find(pattern).filter(match -> isClear(match, value)).ifPresent(match -> {
            String list =
                    ContentPatterns.REASON.matcher(Clause.firstGroup(match)).replaceFirst("");
            String lead = clause.rest().substring(0, match.start()) + lead(match, Clause.firstGroup(match));
            items(list).forEach(item -> add(lead, item, value, isMeant));
            if (!clause.inConversation() || clause.statements().size() > before) {
                clause.take(match);
            }
        });
        return clause.statements().size() > before;
    }

    /** Returns whether no word beside {@code match} and none in its list may turn or weaken the order. */
    private boolean isClear(MatchResult match, String value) {
        String list = ContentPatterns.REASON.matcher(Clause.firstGroup(match)).replaceFirst("");
        boolean alternatives = value.equals(REQUIRED)
                && ContentPatterns.ALTERNATIVE.matcher(list).find();
        return !clause.turns(match)
                && !Polarity.turns(list)
                && !ContentPatterns.CONTRAST.matcher(list).find()
                && !alternatives
                && !Polarity.permits(clause.rest().substring(0, match.start()));
    }

    /** Returns the items of {@code list} before the item that starts a new clause. */
    private static List<String> items(String list) {
        List<String> items = ContentPatterns.LIST_BREAK
                .splitAsStream(list)
                .takeWhile(item -> !ClausePatterns.SUBJECT.matcher(item).find())
                .map(String::strip)
                .dropWhile(String::isEmpty)
                .toList();
        return items.stream().takeWhile(item -> !item.isEmpty()).toList();
    }

    private void add(String lead, String item, String value, Predicate<String> isMeant) {
        String topic = topic(item);
        boolean required = value.equals(REQUIRED);
        if (topic != null
                && (required || !forbidsNothing(topic))
                && (!clause.inConversation()
                        || (isMeant.test(topic)
                                && !ContentPatterns.COUNTED.matcher(topic).find()))) {
            String text = required ? clean(lead + item.strip()) : clause.statement();
            clause.require("include: " + topic.toLowerCase(Locale.ROOT), value, text);
        }
    }

    /** Returns whether {@code topic} is part of a text, or the sentence mentions a text; other topics of a conversation are not contents. */
    private boolean isOfText(String topic) {
        return isContent(topic) || EnglishWords.mentions(clause.sentence(), CommonWords.TEXTS);
    }

    private boolean isContent(String topic) {
        return EnglishWords.mentions(topic, CommonWords.CONTENTS);
    }

    /** Returns the topic that {@code item} names, or null if it is no possible content of a text. */
    private static @Nullable String topic(String item) {
        String words = " " + item.replaceAll("[.:;!]+", " ").strip();
        String topic = withoutDeterminers(
                ContentPatterns.TAIL.matcher(words).replaceFirst("").strip());
        return isTopic(topic) ? topic : null;
    }

    private static String withoutDeterminers(String item) {
        String rest = item;
        Matcher determiner = ContentPatterns.DETERMINER.matcher(rest);
        while (determiner.find()) {
            rest = rest.substring(determiner.end());
            determiner = ContentPatterns.DETERMINER.matcher(rest);
        }
        return rest;
    }

    private static boolean isTopic(String text) {
        return !text.isBlank()
                && EnglishWords.count(text) <= MAX_TOPIC_WORDS
                && !EnglishWords.hasFigure(text)
                && !ContentPatterns.NO_OBJECT.matcher(text).find()
                && !CommonWords.VAGUE.containsAll(EnglishWords.of(text));
    }

    private static boolean forbidsNothing(String topic) {
        List<String> words = EnglishWords.of(topic);
        return words.isEmpty() || ContentPatterns.IDLE_NO.contains(words.get(0));
    }

    private static String lead(MatchResult match, String list) {
        return match.group().substring(0, match.group().lastIndexOf(list));
    }

    private static String clean(String text) {
        String words = text.replaceAll("\\s*,\\s*(?:and )?", " ").replaceAll("\\s+", " ");
        return EnglishWords.capitalized(words.replaceAll("[\\s.;:!]+$", "").strip());
    }
}
