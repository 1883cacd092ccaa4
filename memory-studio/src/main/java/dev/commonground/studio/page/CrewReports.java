package dev.commonground.studio.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.commonground.memory.MemoryId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reports of crews in a folder: each file {@code report.html} belongs to the task that it names. The file {@code
 * memories.json} beside it, if there is one, tells the ids of the memories that the report calls m1, m2 and so on.
 */
public final class CrewReports {

    /** The hash of the one script of a report, its search. */
    static final String SEARCH = "sha256-kXgVWgURQZXBlDF9u89bhb7ro11zvxVL59d2bUVNhfQ=";

    /**
     * Lets a report show itself, in an origin of its own: it can neither read the page nor load anything, and no script runs
     * but its search.
     */
    static final String POLICY = "sandbox allow-scripts allow-top-navigation-by-user-activation; default-src 'none'; "
            + "style-src 'unsafe-inline'; script-src '" + SEARCH
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Logger LOG = LoggerFactory.getLogger(CrewReports.class);
    private static final int DEPTH = 3;
    private static final Pattern RUN = Pattern.compile("<p class=\"meta\">Run (.*), begun [-0-9: ]+UTC</p>");
    private static final Pattern ROW = Pattern.compile("<tr id=\"(m\\d+)\"><td>\\1</td>");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

    private final @Nullable Path folder;
    private final Map<Path, RunName> runs = new ConcurrentHashMap<>();

    /** The run of a report, which is the task, as the file said when it was last changed. */
    private record RunName(long changed, String run) {}

    private CrewReports(@Nullable Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the reports in a folder and the folders inside it.
     *
     * @param folder the folder, or null for no reports
     */
    public static CrewReports in(@Nullable Path folder) {
        return new CrewReports(folder);
    }

    boolean has(String task) {
        return file(task).isPresent();
    }

    /** Returns the report about a task, the newest if there are several. Its memories lead to their pages. */
    Optional<String> of(String task) {
        return file(task).map(file -> linked(read(file), task, ids(file)));
    }

    /** Returns what the report about a task calls a memory. */
    Optional<String> name(String task, MemoryId id) {
        return file(task).stream()
                .flatMap(file -> ids(file).entrySet().stream())
                .filter(name -> name.getValue().equals(id.value()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Returns the memories that the report about a task names. */
    List<MemoryId> memories(String task) {
        return file(task).stream()
                .flatMap(file -> ids(file).values().stream())
                .map(MemoryId::new)
                .toList();
    }

    private static String linked(String report, String task, Map<String, String> ids) {
        String here = "/memory?task=" + encoded(task) + "&amp;id=";
        return ROW.matcher(report).replaceAll(row -> {
            String name = row.group(1);
            String id = ids.get(name);
            return Matcher.quoteReplacement(
                    id == null
                            ? row.group()
                            : "<tr id=\"%s\"><td><a href=\"%s%s\">%s</a></td>"
                                    .formatted(name, here, encoded(id), name));
        });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> ids(Path report) {
        Path file = report.resolveSibling("memories.json");
        if (!Files.exists(file)) {
            return Map.of(); // an earlier version wrote the report
        }
        try {
            return JSON.readValue(read(file), NAMES);
        } catch (JsonProcessingException e) {
            LOG.warn("The file {} does not name memories, so its report is shown without links", file);
            return Map.of();
        }
    }

    private Optional<Path> file(String task) {
        return files().stream().filter(file -> run(file).equals(escaped(task))).findFirst();
    }

    private String run(Path file) {
        long changed = file.toFile().lastModified();
        return runs.compute(
                        file,
                        (path, known) -> known != null && known.changed() == changed
                                ? known
                                : new RunName(changed, runOf(read(path))))
                .run();
    }

    private static String runOf(String report) {
        Matcher run = RUN.matcher(report);
        return run.find() ? run.group(1) : "";
    }

    private List<Path> files() {
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            Comparator<Path> oldestFirst =
                    Comparator.comparingLong(file -> file.toFile().lastModified());
            return files.filter(file -> file.endsWith("report.html"))
                    .sorted(oldestFirst.reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The reports in %s could not be listed: see the cause".formatted(folder), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The report %s could not be read: see the cause".formatted(file), e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
