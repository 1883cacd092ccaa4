package dev.commonground.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of one benchmark. It prints each figure when it is added, and can write all of them as JSON.
 *
 * <p>Not thread-safe.
 */
public final class Report {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final String benchmark;
    private final PrintStream out;
    private final Instant started;
    private final List<Figure> figures = new ArrayList<>();

    Report(String benchmark, PrintStream out, Instant started) {
        this.benchmark = benchmark;
        this.out = out;
        this.started = started;
        out.printf("%s on Java %s, %d processors%n", benchmark, System.getProperty("java.version"), processors());
    }

    /** Adds a figure and prints it. */
    public void add(Figure figure) {
        figures.add(figure);
        out.println(figure);
    }

    /** Returns the figures in the order of their addition. */
    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    /** Writes the figures as JSON. */
    void write(Path file) {
        try {
            JSON.writeValue(file.toFile(), content());
        } catch (IOException e) {
            throw new UncheckedIOException("The figures could not be written to " + file, e);
        }
    }

    private Map<String, Object> content() {
        Map<String, Object> report = new TreeMap<>();
        report.put("benchmark", benchmark);
        report.put("begun", started.toString());
        report.put("java", System.getProperty("java.version"));
        report.put("processors", processors());
        report.put("figures", figures);
        report.put("missed", missed());
        return report;
    }

    private List<String> missed() {
        return figures.stream()
                .filter(figure -> !figure.met())
                .map(Figure::name)
                .toList();
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }
}
