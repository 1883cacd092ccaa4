package dev.commonground.studio.page;

import java.util.ArrayList;
import java.util.List;

/**
 * The picture of a graph's thread: its steps on a line from left to right, and below it each stretch of steps that the
 * thread left when it went back to an earlier checkpoint.
 */
public record ThreadPicture(String thread, int forks, int width, int height, List<Mark> marks, List<Way> ways) {

    private static final int LEFT = 24;
    private static final int COLUMN = 110;
    private static final int ROW = 56;

    /** A step. */
    public record Mark(int x, int y, ThreadHistory.ThreadStep step) {}

    /** A line between two steps. */
    public record Way(int x1, int y1, int x2, int y2) {}

    static ThreadPicture of(String thread, List<ThreadHistory.ThreadStep> steps) {
        List<Mark> marks = new ArrayList<>();
        List<Way> ways = new ArrayList<>();
        Mark kept = null;
        Mark last = null;
        int forks = 0;
        for (ThreadHistory.ThreadStep step : steps) {
            boolean begins = !step.kept() && (last == null || last.step().kept());
            forks += begins ? 1 : 0;
            Mark mark = new Mark(LEFT + COLUMN * marks.size(), ROW / 2 + (step.kept() ? 0 : ROW * forks), step);
            Mark before = step.kept() || begins ? kept : last;
            if (before != null) {
                ways.add(new Way(before.x(), before.y(), mark.x(), mark.y()));
            }
            kept = step.kept() ? mark : kept;
            last = mark;
            marks.add(mark);
        }
        return new ThreadPicture(
                thread, forks, LEFT + COLUMN * Math.max(1, marks.size()), ROW * (forks + 1), marks, ways);
    }
}
