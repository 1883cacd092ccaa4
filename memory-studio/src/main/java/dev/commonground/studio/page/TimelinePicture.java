package dev.commonground.studio.page;

import dev.commonground.memory.Author;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The picture of who wrote when: a row for each author, a mark for each moment, and a line from each moment to the next,
 * which is a handoff if the author changes. Between the marks it shows who read whose memories. Only the last moments fit.
 */
public record TimelinePicture(
        int width, int height, List<AuthorRow> authors, List<Mark> marks, List<Handoff> handoffs, List<Read> reads) {

    private static final int MOST = 45;
    private static final int LEFT = 150;
    private static final int STEP = 26;
    private static final int ROW = 28;
    private static final int LONGEST_NAME = 18;

    /** The row of one author. */
    public record AuthorRow(String name, int y) {}

    /** A moment, and whether it lies between the two that are compared. */
    public record Mark(int number, int x, int y, String title, boolean between) {}

    /** A line between two moments, or from a moment to a reader of what was written then. */
    public record Handoff(int x1, int y1, int x2, int y2) {}

    /** A reader was shown memories of others, and what crossed: a line from the last moment of each. */
    public record Read(int x, int y, String title, List<Handoff> crossed) {}

    /** Returns the moments that fit into a picture. */
    static List<Moments.Moment> shown(List<Moments.Moment> moments) {
        return moments.subList(Math.max(0, moments.size() - MOST), moments.size());
    }

    static TimelinePicture of(List<Moments.Moment> shown, List<TeamReadings.TeamReading> readings, int from, int to) {
        Map<Author, AuthorRow> rows = new LinkedHashMap<>();
        List<Mark> marks = new ArrayList<>();
        for (Moments.Moment moment : shown) {
            int y = rows.computeIfAbsent(moment.author(), author -> row(author, rows.size()))
                    .y();
            boolean between = moment.number() > from && moment.number() <= to;
            marks.add(new Mark(moment.number(), LEFT + STEP * marks.size(), y, title(moment), between));
        }
        return new TimelinePicture(
                LEFT + STEP * (marks.size() + 1),
                ROW * (rows.size() + 1),
                List.copyOf(rows.values()),
                marks,
                handoffs(marks),
                new ReadingMarks(shown, rows, marks).of(readings));
    }

    private static AuthorRow row(Author author, int before) {
        String name = ShownMemory.name(author);
        String fitting = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
        return new AuthorRow(fitting, ROW * (before + 1));
    }

    private static String title(Moments.Moment moment) {
        String place = moment.node() == null ? "" : ", step " + ShownMemory.shown(moment.node());
        return "%d: %s at %s%s"
                .formatted(moment.number(), ShownMemory.name(moment.author()), ShownMemory.time(moment.at()), place);
    }

    private static List<Handoff> handoffs(List<Mark> marks) {
        List<Handoff> handoffs = new ArrayList<>();
        for (int i = 1; i < marks.size(); i++) {
            Mark last = marks.get(i - 1);
            Mark next = marks.get(i);
            handoffs.add(new Handoff(last.x(), last.y(), next.x(), next.y()));
        }
        return handoffs;
    }
}
