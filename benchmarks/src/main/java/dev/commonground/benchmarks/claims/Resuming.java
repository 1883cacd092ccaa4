package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.measure.ChildJvm;
import dev.commonground.benchmarks.report.Figure;
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
 * Crews whose process is killed by SIGKILL at every event of their run and resumed in a new process: with sequential tasks,
 * with parallel tasks, and under a manager.
 */
final class Resuming implements MeasuredClaim {

    private static final int KILLED = 128 + 9;

    /** The kill points of the control without a journal; a few suffice to show repeated calls. */
    private static final int CONTROLS = 8;

    private final int most;

    /** Creates the claim with at most {@code most} kill points per crew, spread over the run. */
    Resuming(int most) {
        this.most = most;
    }

    /**
     * The result of a run.
     *
     * @param calls the number of model calls
     * @param lost the number of calls in progress at the kill, whose answers are lost
     */
    private record RunResult(String result, List<String> memories, long calls, long lost) {

        String text() {
            return result.lines().findFirst().orElse("");
        }

        int events() {
            return Integer.parseInt(result.lines().skip(1).findFirst().orElseThrow());
        }
    }

    /** The counts over all kill points of one crew. */
    private record KillCounts(int places, int different, long lost, long repeated) {}

    @Override
    public String sentence() {
        return "A resume does nothing twice";
    }

    @Override
    public List<Figure> measure(Path folder) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (var process : dev.commonground.crew.Process.values()) {
            figures.addAll(measure(process, folder));
        }
        return figures;
    }

    private List<Figure> measure(dev.commonground.crew.Process process, Path folder)
            throws IOException, InterruptedException {
        String name = process.name().toLowerCase(Locale.ROOT);
        Path place = Files.createDirectories(folder.resolve(name));
        RunResult whole = run(Files.createDirectories(place.resolve("whole")), process, 0, true);
        KillCounts kept = kill(place.resolve("journal"), process, whole, most, true);
        KillCounts without = kill(place.resolve("none"), process, whole, Math.min(most, CONTROLS), false);
        String control =
                "%s: control, repeated without the journal at %d kill points".formatted(name, without.places());
        return List.of(
                Figure.of(name + ": kill points", kept.places(), "points"),
                Figure.of(name + ": runs with another result than the undisturbed run", kept.different(), "runs")
                        .atMost(0),
                Figure.of(name + ": model calls of a run", (double) whole.calls(), "calls"),
                Figure.of(name + ": calls in progress at the kill", (double) kept.lost(), "calls"),
                Figure.of(name + ": answered model calls repeated", (double) kept.repeated(), "calls")
                        .atMost(0),
                Figure.of(control, (double) without.repeated(), "calls").atLeast(1));
    }

    private static KillCounts kill(
            Path folder, dev.commonground.crew.Process process, RunResult whole, int most, boolean journal)
            throws IOException, InterruptedException {
        int places = Math.min(most, whole.events());
        int different = 0;
        long lost = 0;
        long repeated = 0;
        for (int place : IntStream.range(0, places)
                .map(i -> 1 + i * whole.events() / places)
                .toArray()) {
            RunResult result = run(Files.createDirectories(folder.resolve("at-" + place)), process, place, journal);
            different +=
                    result.memories().equals(whole.memories()) && result.text().equals(whole.text()) ? 0 : 1;
            lost += result.lost();
            repeated += result.calls() - result.lost() - whole.calls();
        }
        return new KillCounts(places, different, lost, repeated);
    }

    private static RunResult run(Path folder, dev.commonground.crew.Process process, int fatal, boolean journal)
            throws IOException, InterruptedException {
        long lost = 0;
        int code = child(folder, process, fatal, journal);
        if (fatal > 0 && code == KILLED) {
            lost = journal ? calls(folder) - answers(folder) : 0;
            code = child(folder, process, 0, journal);
        }
        requireSuccess(code, folder);
        return new RunResult(Files.readString(folder.resolve("result")), memories(folder), calls(folder), lost);
    }

    private static void requireSuccess(int code, Path folder) {
        if (code != 0) {
            throw new IllegalStateException("The crew in %s ended with exit code %d".formatted(folder, code));
        }
    }

    private static List<String> memories(Path folder) {
        try (SharedMemory memory = Lab.memory(folder)) {
            return memory.task("r").agent("auditor").list().stream()
                    .map(Memory::toString)
                    .toList();
        }
    }

    private static long calls(Path folder) throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.size(calls) : 0;
    }

    private static int answers(Path folder) {
        try (SharedMemory memory = Lab.memory(folder)) {
            return memory.blobs().list("journal/r").size();
        }
    }

    /** Runs the crew in a process until it ends, or until it reaches its kill point and is killed. */
    private static int child(Path folder, dev.commonground.crew.Process process, int fatal, boolean journal)
            throws IOException, InterruptedException {
        Process child = start(folder.toString(), process.name(), Integer.toString(fatal), Boolean.toString(journal));
        try (var said = child.inputReader(StandardCharsets.UTF_8)) {
            if (Objects.equals(said.readLine(), KilledCrew.HERE)) {
                child.destroyForcibly();
            }
            return child.waitFor();
        }
    }

    private static Process start(String... arguments) throws IOException {
        return ChildJvm.running("-XX:TieredStopAtLevel=1", KilledCrew.class, arguments)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
