package dev.commonground.samples.offline;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The form of a text, measured without the rules of the model. */
final class Signs {

    private static final Pattern CASUAL = Pattern.compile(
            "\\b\\p{L}+n't\\b|\\b\\p{L}+'(?:re|ve|ll|d|m)\\b|\\b(?:it|that|there|here|what|who|let)'s\\b|!"
                    + "|\\b(?:hey|hi|yeah|ok|okay|gonna|wanna|kinda|stuff|awesome|cool|guys|folks|super)\\b",
            Pattern.CASE_INSENSITIVE);

    private Signs() {}

    static long words(String text) {
        return Pattern.compile("\\s+")
                .splitAsStream(text)
                .filter(word -> word.matches(".*[\\p{L}\\p{N}].*"))
                .count();
    }

    static List<String> casual(String text) {
        return CASUAL.matcher(text).results().map(MatchResult::group).toList();
    }

    static List<String> headings(String text) {
        return text.lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
    }

    /** Returns the lines that are neither headings nor bullets. */
    static List<String> paragraphs(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("- "))
                .toList();
    }
}
