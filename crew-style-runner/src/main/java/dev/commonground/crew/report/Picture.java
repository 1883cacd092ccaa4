package dev.commonground.crew.report;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The way a run took through its graph, from top to bottom: a row for each stage, a box for each task, and on the arrows
 * the version of the memory and how much it holds.
 */
record Picture(int width, int height, List<Box> boxes, List<Arrow> arrows) {

    private static final int BOX_WIDTH = 150;
    private static final int BOX_HEIGHT = 46;
    private static final int GAP = 18;
    private static final int ROW = 104;
    private static final int TOP = 40;

    /** A task; {@code state} is done, skipped or open. */
    record Box(int x, int y, String task, String line, String state) {}

    /** An arrow; its label stands at its middle. */
    record Arrow(int x1, int y1, int x2, int y2, String label) {}

    static Picture of(Timeline timeline, CrewEvent.RunStarted started) {
        return new Path(started).draw(timeline);
    }

    /** Collects the rows. */
    private static final class Path {

        private record Step(String task, String agent, int stage, String line, String state) {}

        private final Map<String, Integer> stages;
        private final List<List<Step>> rows = new ArrayList<>();
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
                for (int j = 0; j < centres.size(); j++) {
                    Step step = rows.get(i).get(j);
                    boxes.add(new Box(centres.get(j) - BOX_WIDTH / 2, y, step.task(), step.line(), step.state()));
                }
                above = centres;
                y += ROW;
            }
            connect(above, List.of(width / 2), y - ROW + BOX_HEIGHT, y - 8, label, arrows);
            return new Picture(width, y + 16, boxes, arrows);
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
                String attempts = done.attempts() == 1 ? "" : ", %d attempts".formatted(done.attempts());
                end(done.task(), done.agent() + attempts, "done");
                label(done.version(), done.memories());
            } else if (event instanceof CrewEvent.Joined joined) {
                label(joined.version(), joined.memories());
            } else if (event instanceof CrewEvent.TaskSkipped skipped) {
                end(skipped.task(), "left out", "skipped");
            } else if (event instanceof CrewEvent.Delegated delegated) {
                end(delegated.task(), "delegates " + delegated.to(), "done");
            }
        }

        private void label(int version, int memories) {
            label = memories == 0 ? "v%d".formatted(version) : "v%d, %d memories".formatted(version, memories);
        }

        private void start(CrewEvent.TaskStarted task) {
            int stage = stages.getOrDefault(task.task(), 0);
            Step step = new Step(task.task(), task.agent(), stage, task.agent() + ", not finished", "open");
            List<Step> last = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
            if (stage > 0 && !last.isEmpty() && last.get(0).stage() == stage) {
                last.add(step);
                return;
            }
            if (!rows.isEmpty()) {
                labels.add(label);
            }
            rows.add(new ArrayList<>(List.of(step)));
        }

        private void end(String task, String line, String state) {
            List<Step> row = rows.get(rows.size() - 1);
            row.replaceAll(
                    step -> step.task().equals(task) ? new Step(task, step.agent(), step.stage(), line, state) : step);
        }
    }
}
