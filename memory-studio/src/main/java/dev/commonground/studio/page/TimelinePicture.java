package dev.commonground.studio.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The picture of who wrote when: a row for each author, a mark for each moment, and a line from each moment to the next,
 * which is a handoff if the author changes. Only the last moments fit.
 */
public record TimelinePicture(
        int width, int height, List<AuthorRow> authors, List<Mark> marks, List<Handoff> handoffs) {

    private static final int MOST = 45;
    private static final int LEFT = 150;
    private static final int STEP = 26;
    private static final int ROW = 28;
    private static final int LONGEST_NAME = 18;

    /** The row of one author. */
    public record AuthorRow(String name, int y) {}

    /** A moment, and whether it lies between the two that are compared. */
    public record Mark(int number, int x, int y, String title, boolean between) {}

    /** A line between two moments. */
    public record Handoff(int x1, int y1, int x2, int y2) {}

    static TimelinePicture of(List<Moments.Moment> moments, int from, int to) {
        List<Moments.Moment> shown = moments.subList(Math.max(0, moments.size() - MOST), moments.size());
        Map<String, AuthorRow> rows = new LinkedHashMap<>();
        List<Mark> marks = new ArrayList<>();
        List<Handoff> handoffs = new ArrayList<>();
        for (Moments.Moment moment : shown) {
            String name = ShownMemory.name(moment.author());
            int y = rows.computeIfAbsent(name, author -> new AuthorRow(shortened(author), ROW * (rows.size() + 1)))
                    .y();
            int x = LEFT + STEP * marks.size();
            if (!marks.isEmpty()) {
                Mark last = marks.get(marks.size() - 1);
                handoffs.add(new Handoff(last.x(), last.y(), x, y));
            }
            String place = moment.node() == null ? "" : ", step " + ShownMemory.shown(moment.node());
            String title = "%d: %s at %s%s".formatted(moment.number(), name, ShownMemory.time(moment.at()), place);
            marks.add(new Mark(moment.number(), x, y, title, moment.number() > from && moment.number() <= to));
        }
        return new TimelinePicture(
                LEFT + STEP * (marks.size() + 1), ROW * (rows.size() + 1), List.copyOf(rows.values()), marks, handoffs);
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
}
