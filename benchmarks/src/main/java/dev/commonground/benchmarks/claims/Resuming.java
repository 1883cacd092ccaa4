package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.Figure;
import dev.commonground.memory.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A crew whose process is gone at every event of its run, one after the other, and goes on in a new one. */
final class Resuming implements Claim {

    private final int most;

    /** Crashes at no more than {@code most} events, spread over the run. */
    Resuming(int most) {
        this.most = most;
    }

    /** What a run left behind. */
    private record Left(String result, List<String> memories, long calls) {}

    @Override
    public String sentence() {
        return "A resume does nothing twice";
    }

    @Override
    public List<Figure> measure(Path folder) throws IOException, InterruptedException {
        Left whole = run(Files.createDirectories(folder.resolve("whole")), 0, true);
        int events = Integer.parseInt(whole.result().lines().skip(1).findFirst().orElseThrow());
        List<Integer> points = IntStream.range(0, Math.min(most, events))
                .map(i -> 1 + i * events / Math.min(most, events))
                .boxed()
                .toList();
        int different = 0;
        long repeated = 0;
        for (int point : points) {
            Left left = run(Files.createDirectories(folder.resolve("k" + point)), point, true);
            different += left.memories().equals(whole.memories()) && text(left).equals(text(whole)) ? 0 : 1;
            repeated += left.calls() - whole.calls();
        }
        long without = 0;
        for (int point : points) {
            without += run(Files.createDirectories(folder.resolve("w" + point)), point, false)
                            .calls()
                    - whole.calls();
        }
        return List.of(
                Figure.of("places at which the process was gone", points.size(), "places"),
                Figure.of("runs that ended otherwise than undisturbed", different, "runs")
                        .atMost(0),
                Figure.of("model calls made again", (double) repeated, "calls").atMost(0),
                Figure.of("control, made again without the journal", (double) without, "calls")
                        .atLeast(1));
    }

    private static String text(Left left) {
        return left.result().lines().findFirst().orElse("");
    }

    private static Left run(Path folder, int fatal, boolean journal) throws IOException, InterruptedException {
        int code = child(folder, fatal, journal);
        if (fatal > 0 && code == CrashingCrew.CRASHED) {
            code = child(folder, 0, journal);
        }
        if (code != 0) {
            throw new IllegalStateException("The crew in %s ended with %d".formatted(folder, code));
        }
        try (SharedMemory memory = Lab.memory(folder)) {
            return new Left(
                    Files.readString(folder.resolve("result")),
                    memory.task("r").agent("auditor").list().stream()
                            .map(Memory::toString)
                            .toList(),
                    Files.size(folder.resolve("calls")));
        }
    }

    private static int child(Path folder, int fatal, boolean journal) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingCrew.class.getName(),
                        folder.toString(),
                        Integer.toString(fatal),
                        Boolean.toString(journal))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
