package dev.commonground.crew.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.EventJson;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.internal.WellFormed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The report of a run: an HTML page that needs no network, and the same page as Markdown.
 *
 * <pre>{@code
 * crew.kickoff(run).report().writeTo(Path.of("target/report"));
 * RunReport.of(crew.timeline("task_q3_proposal")).html();
 * }</pre>
 *
 * <p>A report is a function of the events. Equal runs have equal reports, except for the times. Memories are called m1,
 * m2 … in the order of their first occurrence. Immutable and thread-safe.
 */
public final class RunReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Timeline timeline;
    private final RunView view;

    private RunReport(Timeline timeline) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.view = RunView.of(timeline);
    }

    /**
     * Returns the report of a run up to now, whether it is finished or not.
     *
     * @throws IllegalArgumentException if the timeline does not begin with the start of a run
     */
    public static RunReport of(Timeline timeline) {
        return new RunReport(timeline);
    }

    /**
     * Returns the page as HTML. Styles and picture are part of it, and it loads nothing. It has one script, the search. The
     * page admits it by its hash, and no other.
     */
    public String html() {
        return Templates.fill("report.ftlh", view);
    }

    /** Returns the page as Markdown, with the graph as a Mermaid diagram. */
    public String markdown() {
        return Templates.fill("report.md.ftl", view);
    }

    /** Returns the events as JSON Lines, in the order of the run. They contain the ids of memories. */
    public String events() {
        return timeline.events().stream().map(RunReport::line).collect(Collectors.joining());
    }

    private static String line(CrewEvent event) {
        return EventJson.write(event) + "\n";
    }

    /**
     * Returns the ids of the memories by their names in the pages, as a JSON object such as {@code {"m1":"m-..."}}. The pages
     * do not contain ids, so equal runs have equal pages.
     */
    public String memories() {
        try {
            return JSON.writeValueAsString(MemoryNames.of(timeline).ids()) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The ids of the memories cannot be written: see the cause", e);
        }
    }

    /**
     * Writes {@code report.html}, {@code report.md}, {@code events.jsonl} and {@code memories.json} to {@code folder}. Creates the folder if it
     * does not exist, and replaces existing files.
     *
     * @throws UncheckedIOException if a file cannot be written
     */
    public void writeTo(Path folder) {
        try {
            Files.createDirectories(requireNonNull(folder, "folder"));
            Files.write(folder.resolve("report.html"), WellFormed.bytes(html()));
            Files.write(folder.resolve("report.md"), WellFormed.bytes(markdown()));
            Files.write(folder.resolve("events.jsonl"), WellFormed.bytes(events()));
            Files.write(folder.resolve("memories.json"), WellFormed.bytes(memories()));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The report cannot be written to %s: make the folder writable".formatted(folder), e);
        }
    }
}
