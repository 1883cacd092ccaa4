package dev.commonground.benchmarks.claims;

import dev.langchain4j.data.message.AiMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a proposal that follows the constraints in its prompt; without constraints, a long and casual one. */
final class BriefedWriter {

    private static final Pattern CONSTRAINT = Pattern.compile("(?m)^- CONSTRAINT (.+?) = (.+?): \"");
    private static final String INCLUDE = "include: ";
    private static final int DEFAULT_WORDS = 400;

    private static final String CASUAL = "Hey, it's awesome that you want this, and we can't wait!";
    private static final Map<String, String> SENTENCES = Map.of(
            "formal", "The office reviews each request within two working days.",
            "friendly", "You can send your request at any time, and we reply within two days.");

    private final Map<String, String> constraints = new LinkedHashMap<>();

    private BriefedWriter(String prompt) {
        Matcher line = CONSTRAINT.matcher(prompt);
        while (line.find()) {
            constraints.put(unquoted(line.group(1)), unquoted(line.group(2)));
        }
    }

    /** A key or a value with a mark of punctuation is quoted in a briefing. */
    private static String unquoted(String term) {
        return term.startsWith("\"") ? term.substring(1, term.length() - 1) : term;
    }

    /** Returns the proposal for a prompt. */
    static AiMessage answer(String prompt) {
        return AiMessage.from(new BriefedWriter(prompt).text());
    }

    private String text() {
        StringBuilder text = new StringBuilder("## %s\n\n".formatted(value("first_section", "introduction")));
        constraints.forEach((key, value) -> {
            if (key.startsWith(INCLUDE) && value.equals("required")) {
                text.append("This proposal covers the %s. ".formatted(key.substring(INCLUDE.length())));
            }
        });
        if (!value(INCLUDE + "donors", "allowed").equals("forbidden")) {
            text.append("All donors are listed by name. ");
        }
        String sentence = SENTENCES.getOrDefault(value("tone", "casual"), CASUAL);
        int most = Integer.parseInt(value("max_words", "" + DEFAULT_WORDS));
        while (words(text) + words(sentence) <= most) {
            text.append(sentence).append(' ');
        }
        return text.toString().strip();
    }

    private String value(String key, String otherwise) {
        return constraints.getOrDefault(key, otherwise);
    }

    /** Returns the number of words in a text. */
    static int words(CharSequence text) {
        return text.toString().strip().split("\\s+", -1).length;
    }
}
