package dev.commonground.studio;

import java.util.regex.Pattern;

/** Makes stored text harmless for a terminal: control characters could move its cursor or hide words. */
final class PlainText {

    /** Controls, and the marks that reverse or hide text. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]");

    private static final Pattern SPACES = Pattern.compile("[ \\t\\r\\n]+");

    private PlainText() {}

    /** Returns a text on one line, each control character replaced by a mark. */
    static String of(String text) {
        return CONTROLS.matcher(SPACES.matcher(text).replaceAll(" ")).replaceAll("\uFFFD");
    }

    /** Returns a text with its lines, each other control character replaced by a mark. */
    static String lines(String text) {
        return String.join("\n", text.lines().map(PlainText::kept).toList());
    }

    private static String kept(String line) {
        return CONTROLS.matcher(line.replace('\t', ' ')).replaceAll("\uFFFD");
    }
}
