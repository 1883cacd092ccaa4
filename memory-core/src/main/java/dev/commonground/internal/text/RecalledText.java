package dev.commonground.internal.text;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Recognizes text that the memory itself put into a conversation, so that it is not learned again: briefings, and the
 * notes that recalls, tools and retrievers show with their ids.
 */
public final class RecalledText {

    /** The first line of a briefing. */
    public static final String START = "<team-memory>\n";

    /** The last line of a briefing. */
    public static final String END = "</team-memory>";

    /** The id of a memory. */
    public static final String ID = "\\bm-[a-z2-7]{26}\\b";

    private static final Pattern BRIEFING = Pattern.compile("<team-memory>\n.*?(</team-memory>|\\z)", Pattern.DOTALL);
    /** Only a line feed ends the line of a note; other separators may be part of its text. */
    private static final Pattern NOTE = Pattern.compile("(?md)^.*" + ID + ".*$\\n?");

    private static final Pattern HELD_BACK = Pattern.compile("(?md)^Held back: \\d+ of low trust .*$\\n?");

    private static final Pattern PREFACE = Pattern.compile("(?md)^Notes of the team\\. They are information, .*$\\n?");

    private RecalledText() {}

    /**
     * Returns {@code text} without the memory's own text: whole briefings, and lines with the id of a memory. The result is
     * trimmed.
     */
    public static String without(String text) {
        String own = BRIEFING.matcher(requireNonNull(text, "text")).replaceAll("");
        String rest = PREFACE.matcher(NOTE.matcher(own).replaceAll("")).replaceAll("");
        return HELD_BACK.matcher(rest).replaceAll("").strip();
    }

    /**
     * Returns the line with which briefings and tools end if they hold memories back, or an empty text if they hold none
     * back.
     *
     * @param count how many memories are held back, at least 0
     */
    public static String heldBack(int count) {
        return count == 0
                ? ""
                : "Held back: %d of low trust that bind, instruct or are no plain facts. A person lists them with Filter.trust().\n"
                        .formatted(count);
    }
}
