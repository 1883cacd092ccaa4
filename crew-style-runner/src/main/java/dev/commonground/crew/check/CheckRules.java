package dev.commonground.crew.check;

import dev.commonground.crew.check.Rule.Finding;
import dev.commonground.crew.internal.Counted;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules by key. {@link ConstraintCheck} documents them. */
final class CheckRules {

    private static final int LONG_PARAGRAPH = 40;
    private static final Pattern AMOUNT = Pattern.compile("(\\d[\\d,]{0,11})(?:\\s*words?)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern INCLUDE = Pattern.compile("include\\s*:\\s*(.+)", Pattern.CASE_INSENSITIVE);

    private static final Map<String, Rule> BY_KEY = Map.of(
            "max_words", (value, text) -> amount(value, text, "at most", (words, limit) -> words <= limit),
            "min_words", (value, text) -> amount(value, text, "at least", (words, limit) -> words >= limit),
            "first_section", CheckRules::firstSection,
            "tone", Tone::judge,
            "format", CheckRules::format);

    private CheckRules() {}

    static Finding judge(String key, String value, Markdown text) {
        Matcher include = INCLUDE.matcher(key.strip());
        Rule rule = include.matches()
                ? (wanted, in) -> include(include.group(1), wanted, in)
                : BY_KEY.get(key.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_"));
        return rule == null
                ? Finding.unchecked("no rule for this key")
                : rule.judge(value.strip(), text)
                        .orElseGet(() -> Finding.unchecked("no rule for this value of the key"));
    }

    private static Optional<Finding> amount(
            String value, Markdown text, String bound, BiPredicate<Integer, Long> within) {
        Matcher amount = AMOUNT.matcher(value);
        if (!amount.matches()) {
            return Optional.empty();
        }
        long limit = Long.parseLong(amount.group(1).replace(",", ""));
        int words = Markdown.words(text.plain());
        String reason = "%s, %s %d allowed".formatted(Counted.of(words, "word"), bound, limit);
        return Optional.of(Finding.of(within.test(words, limit), reason));
    }

    private static Optional<Finding> firstSection(String value, Markdown text) {
        if (text.headings().isEmpty()) {
            return Optional.of(Finding.violated("no heading, so no first section: begin with ## " + value));
        }
        String first = text.sections().get(0).heading().text();
        return Optional.of(
                WordStems.occurs(value, first)
                        ? Finding.met("the first section is \"%s\"".formatted(first))
                        : Finding.violated("the first section is \"%s\", not \"%s\"".formatted(first, value)));
    }

    private static Optional<Finding> include(String phrase, String value, Markdown text) {
        boolean occurs = WordStems.occurs(phrase, text.plain());
        String reason = "\"%s\" %s".formatted(phrase, occurs ? "occurs" : "does not occur");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "required" -> Optional.of(Finding.of(occurs, reason));
            case "forbidden" -> Optional.of(Finding.of(!occurs, reason));
            default -> Optional.empty();
        };
    }

    private static Optional<Finding> format(String value, Markdown text) {
        if (WordStems.occurs("slide", value)) {
            return Optional.of(slides(text));
        }
        return WordStems.occurs("bullet", value) ? Optional.of(bullets(text)) : Optional.empty();
    }

    private static Finding slides(Markdown text) {
        if (text.headings().isEmpty()) {
            return Finding.violated("no slides: give each one a heading and bullet points");
        }
        Optional<Markdown.Section> bare =
                text.sections().stream().filter(part -> part.items() == 0).findFirst();
        return bare.map(part -> Finding.violated("the slide \"%s\" has no bullet points"
                        .formatted(part.heading().text())))
                .orElseGet(() -> brief(
                        text,
                        "%s with bullet points"
                                .formatted(Counted.of(text.sections().size(), "slide"))));
    }

    private static Finding bullets(Markdown text) {
        return text.items() == 0 ? Finding.violated("no bullet points") : brief(text, "bullet points");
    }

    private static Finding brief(Markdown text, String met) {
        return text.paragraphsOver(LONG_PARAGRAPH)
                .findFirst()
                .map(paragraph -> Finding.violated("a paragraph has %d words, more than %d: make it bullet points"
                        .formatted(Markdown.words(paragraph), LONG_PARAGRAPH)))
                .orElseGet(() -> Finding.met(met));
    }
}
