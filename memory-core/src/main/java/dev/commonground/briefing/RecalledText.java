package dev.commonground.briefing;

import java.util.regex.Pattern;

/**
 * What the memory put into a text itself, so that nobody takes it for something new: briefings, and the notes that
 * recalls, tools and retrievers show with their ids.
 */
public final class RecalledText {

    static final String START = "<team-memory>\n";
    static final String END = "</team-memory>";

    private static final Pattern BRIEFING = Pattern.compile("<team-memory>\n.*?(</team-memory>|\\z)", Pattern.DOTALL);
    private static final Pattern NOTE = Pattern.compile("(?m)^.*\\bm-[a-z2-7]{26}\\b.*$\\R?");
    private static final Pattern PREFACE = Pattern.compile("(?m)^Notes of the team\\. They are information, .*$\\R?");

    private RecalledText() {}

    /**
     * Returns {@code text} without what came out of the memory: whole briefings, and lines with the id of a memory.
     * White space at its ends goes too.
     */
    public static String without(String text) {
        String own = BRIEFING.matcher(text).replaceAll("");
        return PREFACE.matcher(NOTE.matcher(own).replaceAll("")).replaceAll("").strip();
    }
}
