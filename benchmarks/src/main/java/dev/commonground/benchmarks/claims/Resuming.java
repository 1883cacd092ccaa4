package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.Figure;
import dev.commonground.memory.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Crews whose process is killed by SIGKILL at every event of their run, one after the other, and who go on in a new
 * process: one after the other, side by side, and under a manager.
 */
final class Resuming implements Claim {

    private static final int KILLED = 128 + 9;

    /** Without the journal it is enough to see that calls are made again. */
    private static final int CONTROLS = 8;

    private final int most;

    /** Kills at no more than {@code most} events of each crew, spread over its run. */
    Resuming(int most) {
        this.most = most;
    }

    /**
     * What a run left behind.
     *
     * @param calls how many model calls were made
     * @param lost how many of them were under way when the process was killed, so nobody has their answers
     */
    private record Left(String result, List<String> memories, long calls, long lost) {

        String text() {
            return result.lines().findFirst().orElse("");
        }

        int events() {
            return Integer.parseInt(result.lines().skip(1).findFirst().orElseThrow());
        }
    }

    /** What kills at some events of one crew did. */
    private record Outcome(int places, int different, long lost, long repeated) {}

    @Override
    public String sentence() {
        return "A resume does nothing twice";
    }

    @Override
    public List<Figure> measure(Path folder) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (var process : dev.commonground.crew.Process.values()) {
            String name = process.name().toLowerCase(Locale.ROOT);
            Path place = Files.createDirectories(folder.resolve(name));
            Left whole = run(Files.createDirectories(place.resolve("whole")), process, 0, true);
            Outcome kept = kill(place.resolve("journal"), process, whole, most, true);
            Outcome without = kill(place.resolve("none"), process, whole, Math.min(most, CONTROLS), false);
            figures.add(Figure.of(name + ": places of SIGKILL", kept.places(), "places"));
            figures.add(Figure.of(name + ": runs that ended otherwise than undisturbed", kept.different(), "runs")
                    .atMost(0));
            figures.add(Figure.of(name + ": model calls of a run", (double) whole.calls(), "calls"));
            figures.add(Figure.of(name + ": calls under way when killed", (double) kept.lost(), "calls"));
            figures.add(Figure.of(name + ": answered model calls made again", (double) kept.repeated(), "calls")
                    .atMost(0));
            figures.add(Figure.of(
                            "%s: control, made again without the journal at %d places"
                                    .formatted(name, without.places()),
                            (double) without.repeated(),
                            "calls")
                    .atLeast(1));
        }
        return figures;
    }

    private static Outcome kill(
            Path folder, dev.commonground.crew.Process process, Left whole, int most, boolean journal)
            throws IOException, InterruptedException {
        int places = Math.min(most, whole.events());
        int different = 0;
        long lost = 0;
        long repeated = 0;
        for (int place : IntStream.range(0, places)
                .map(i -> 1 + i * whole.events() / places)
                .toArray()) {
            Left left = run(Files.createDirectories(folder.resolve("at-" + place)), process, place, journal);
            different += left.memories().equals(whole.memories()) && left.text().equals(whole.text()) ? 0 : 1;
            lost += left.lost();
            repeated += left.calls() - left.lost() - whole.calls();
        }
        return new Outcome(places, different, lost, repeated);
    }

    private static Left run(Path folder, dev.commonground.crew.Process process, int fatal, boolean journal)
            throws IOException, InterruptedException {
        long lost = 0;
        int code = child(folder, process, fatal, journal);
        if (fatal > 0 && code == KILLED) {
            lost = journal ? calls(folder) - answers(folder) : 0;
            code = child(folder, process, 0, journal);
        }
        if (code != 0) {
            throw new IllegalStateException("The crew in %s ended with %d".formatted(folder, code));
        }
        try (SharedMemory memory = Lab.memory(folder)) {
            List<String> memories = memory.task("r").agent("auditor").list().stream()
                    .map(Memory::toString)
                    .toList();
            return new Left(Files.readString(folder.resolve("result")), memories, calls(folder), lost);
        }
    }

    private static long calls(Path folder) throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.size(calls) : 0;
    }

    private static int answers(Path folder) {
        try (SharedMemory memory = Lab.memory(folder)) {
            return memory.shelf().list("journal/r").size();
        }
    }

    /** Runs the crew until its end, or until it says that it is where it is to be killed. */
    private static int child(Path folder, dev.commonground.crew.Process process, int fatal, boolean journal)
            throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledCrew.class.getName(),
                        folder.toString(),
                        process.name(),
                        Integer.toString(fatal),
                        Boolean.toString(journal))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var said = child.inputReader(StandardCharsets.UTF_8)) {
            if (Objects.equals(said.readLine(), KilledCrew.HERE)) {
                child.destroyForcibly();
            }
            return child.waitFor();
        }
    }
}
