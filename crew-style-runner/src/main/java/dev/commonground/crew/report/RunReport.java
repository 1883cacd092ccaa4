package dev.commonground.crew.report;

import static java.util.Objects.requireNonNull;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.EventJson;
import dev.commonground.crew.event.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * What happened in a run, for people: one page as HTML, which needs no network, and the same as Markdown.
 *
 * <pre>{@code
 * crew.kickoff(run).report().writeTo(Path.of("target/report"));
 * RunReport.of(crew.timeline("task_q3_proposal")).html();
 * }</pre>
 *
 * <p>A pure function of the events: equal runs have equal pages, but for the times of their clocks. Memories are called
 * m1, m2 … in the order in which they first occur. Immutable and thread-safe.
 */
public final class RunReport {

    private final Timeline timeline;
    private final RunView view;

    private RunReport(Timeline timeline) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.view = RunView.of(timeline);
    }

    /**
     * Returns the report of what happened up to now in a run, whether it is finished or not.
     *
     * @throws IllegalArgumentException if the timeline does not begin with the start of a run
     */
    public static RunReport of(Timeline timeline) {
        return new RunReport(timeline);
    }

    /** Returns a page that stands alone: styles and picture are part of it, and it loads nothing. */
    public String html() {
        return Templates.fill("report.ftlh", view);
    }

    /** Returns the page as Markdown, with the graph as a Mermaid diagram. */
    public String markdown() {
        return Templates.fill("report.md.ftl", view);
    }

    /** Returns the events as JSON Lines, in the order of the run; they name memories by their ids in the store. */
    public String events() {
        return timeline.events().stream().map(RunReport::line).collect(Collectors.joining());
    }

    private static String line(CrewEvent event) {
        return EventJson.write(event) + "\n";
    }

    /**
     * Writes {@code report.html}, {@code report.md} and {@code events.jsonl} into {@code folder}, which is made if it is not
     * there; what is there under these names is replaced.
     *
     * @throws UncheckedIOException if a file cannot be written
     */
    public void writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("report.html"), html());
            Files.writeString(folder.resolve("report.md"), markdown());
            Files.writeString(folder.resolve("events.jsonl"), events());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The report cannot be written to %s: make the folder writable".formatted(folder), e);
        }
    }
}
