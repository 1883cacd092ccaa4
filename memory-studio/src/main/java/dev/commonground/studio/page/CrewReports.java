package dev.commonground.studio.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reports of crews in a folder: each file {@code report.html} belongs to the task that it names. */
public final class CrewReports {

    /** Lets a report show itself, in an origin of its own: it can neither read the page nor load anything. */
    static final String POLICY =
            "sandbox allow-scripts allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final int DEPTH = 3;
    private static final Pattern RUN = Pattern.compile("<p class=\"meta\">Run (.*), begun [-0-9: ]+UTC</p>");

    private final @Nullable Path folder;

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
        return of(task).isPresent();
    }

    /** Returns the report about a task, the newest if there are several. */
    Optional<String> of(String task) {
        return files().stream()
                .map(CrewReports::read)
                .filter(report -> isOf(task, report))
                .findFirst();
    }

    private List<Path> files() {
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(file -> file.endsWith("report.html"))
                    .sorted((a, b) -> b.toFile().lastModified() < a.toFile().lastModified() ? -1 : 1)
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

    private static boolean isOf(String task, String report) {
        Matcher run = RUN.matcher(report);
        return run.find() && run.group(1).equals(escaped(task));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
