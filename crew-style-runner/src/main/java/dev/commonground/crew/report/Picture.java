package dev.commonground.crew.report;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.internal.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The path of a run through its graph, from top to bottom: a row for each stage and a box for each task. The arrows show
 * the version of the memory and the number of its memories.
 */
record Picture(int width, int height, List<Box> boxes, List<Arrow> arrows) {

    private static final int BOX_WIDTH = 150;
    private static final int BOX_HEIGHT = 46;
    private static final int GAP = 18;
    private static final int ROW = 104;
    private static final int TOP = 40;

    /** A task. Its {@code state} is done, skipped or open. */
    record Box(int x, int y, String task, String line, String state) {}

    /** An arrow with a label at its middle. */
    record Arrow(int x1, int y1, int x2, int y2, String label) {}

    static Picture of(Timeline timeline, CrewEvent.RunStarted started) {
        return new Path(started).draw(timeline);
    }

    /** Collects the rows. */
    private static final class Path {

        private record Visit(String task, String agent, int stage, String line, String state) {}

        private final Map<String, Integer> stages;
        private final List<List<Visit>> rows = new ArrayList<>();
        private final List<String> labels = new ArrayList<>(List.of("v0"));
        private String label = "v0";

        Path(CrewEvent.RunStarted started) {
            this.stages = started.tasks().stream()
                    .collect(Collectors.toMap(CrewEvent.Planned::task, CrewEvent.Planned::stage));
        }

        Picture draw(Timeline timeline) {
            timeline.events().forEach(this::note);
            labels.add(label);
            int widest = rows.stream().mapToInt(List::size).max().orElse(1);
            int width = Math.max(2, widest) * (BOX_WIDTH + GAP) + GAP;
            List<Box> boxes = new ArrayList<>();
            List<Arrow> arrows = new ArrayList<>();
            List<Integer> above = List.of(width / 2);
            int y = TOP;
            for (int i = 0; i < rows.size(); i++) {
                List<Integer> centres = centres(rows.get(i).size(), width);
                connect(above, centres, y - (i == 0 ? 22 : ROW - BOX_HEIGHT), y, labels.get(i), arrows);
                addBoxes(rows.get(i), centres, y, boxes);
                above = centres;
                y += ROW;
            }
            connect(above, List.of(width / 2), y - ROW + BOX_HEIGHT, y - 8, label, arrows);
            return new Picture(width, y + 16, boxes, arrows);
        }

        private static void addBoxes(List<Visit> row, List<Integer> centres, int y, List<Box> boxes) {
            for (int j = 0; j < centres.size(); j++) {
                Visit visit = row.get(j);
                boxes.add(new Box(centres.get(j) - BOX_WIDTH / 2, y, visit.task(), visit.line(), visit.state()));
            }
        }

        private static List<Integer> centres(int count, int width) {
            int row = count * (BOX_WIDTH + GAP) - GAP;
            List<Integer> centres = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                centres.add((width - row) / 2 + i * (BOX_WIDTH + GAP) + BOX_WIDTH / 2);
            }
            return centres;
        }

        private static void connect(
                List<Integer> from, List<Integer> to, int y1, int y2, String label, List<Arrow> arrows) {
            for (int x1 : from) {
                for (int x2 : to) {
                    boolean first =
                            arrows.isEmpty() || arrows.get(arrows.size() - 1).y2() != y2;
                    arrows.add(new Arrow(x1, y1, x2, y2, first ? label : ""));
                }
            }
        }

        private void note(CrewEvent event) {
            if (event instanceof CrewEvent.TaskStarted task) {
                start(task);
            } else if (event instanceof CrewEvent.TaskFinished done) {
                String attempts = done.attempts() == 1 ? "" : ", " + Counted.of(done.attempts(), "attempt");
                end(done.task(), done.agent() + attempts, "done");
                label(done.version(), done.memories());
            } else if (event instanceof CrewEvent.Joined joined) {
                label(joined.version(), joined.memories());
            } else if (event instanceof CrewEvent.TaskSkipped skipped) {
                end(skipped.task(), "skipped", "skipped");
            } else if (event instanceof CrewEvent.Delegated delegated) {
                end(delegated.task(), "delegates " + delegated.to(), "done");
            }
        }

        private void label(int version, int memories) {
            label = memories == 0
                    ? "v%d".formatted(version)
                    : "v%d, %s".formatted(version, Counted.of(memories, "memory", "memories"));
        }

        private void start(CrewEvent.TaskStarted task) {
            int stage = stages.getOrDefault(task.task(), 0);
            Visit visit = new Visit(task.task(), task.agent(), stage, task.agent() + ", not finished", "open");
            List<Visit> last = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
            if (stage > 0 && !last.isEmpty() && last.get(0).stage() == stage) {
                last.add(visit);
                return;
            }
            if (!rows.isEmpty()) {
                labels.add(label);
            }
            rows.add(new ArrayList<>(List.of(visit)));
        }

        private void end(String task, String line, String state) {
            List<Visit> row = rows.get(rows.size() - 1);
            row.replaceAll(visit ->
                    visit.task().equals(task) ? new Visit(task, visit.agent(), visit.stage(), line, state) : visit);
        }
    }
}
