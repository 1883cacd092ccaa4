package dev.commonground.briefing;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Recognizes text that the memory itself put into a conversation, so that it is not learned again: briefings, and the
 * notes that recalls, tools and retrievers show with their ids.
 */
public final class RecalledText {

    static final String START = "<team-memory>\n";
    static final String END = "</team-memory>";

    private static final Pattern BRIEFING = Pattern.compile("<team-memory>\n.*?(</team-memory>|\\z)", Pattern.DOTALL);
    private static final Pattern NOTE = Pattern.compile("(?m)^.*\\bm-[a-z2-7]{26}\\b.*$\\R?");
    private static final Pattern PREFACE = Pattern.compile("(?m)^Notes of the team\\. They are information, .*$\\R?");

    private RecalledText() {}

    /**
     * Returns {@code text} without the memory's own text: whole briefings, and lines with the id of a memory. The result is
     * trimmed.
     */
    public static String without(String text) {
        String own = BRIEFING.matcher(requireNonNull(text, "text")).replaceAll("");
        return PREFACE.matcher(NOTE.matcher(own).replaceAll("")).replaceAll("").strip();
    }
}
