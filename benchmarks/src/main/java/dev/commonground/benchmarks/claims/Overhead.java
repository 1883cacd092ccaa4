package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.crew.Agent;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.crew.Task;
import dev.commonground.memory.Draft;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The overhead of the memory for a crew: model calls, and the time between the model calls of two tasks. */
final class Overhead implements MeasuredClaim {

    private static final int TASKS = 20;

    /** The way in which agents write to the memory. */
    private enum Way {
        NOTHING,
        OUTPUT,
        TOOL
    }

    private final int runs;

    /** Measures {@code runs} crews for each size of memory. */
    Overhead(int runs) {
        this.runs = runs;
    }

    @Override
    public String sentence() {
        return "The memory costs no model call and little time";
    }

    @Override
    public List<Figure> measure(Path folder) {
        int plain = calls(null, Way.NOTHING);
        int read = calls(folder.resolve("r"), Way.NOTHING) - plain;
        int output = calls(folder.resolve("o"), Way.OUTPUT) - plain;
        int tool = calls(folder.resolve("t"), Way.TOOL) - plain;
        List<Figure> figures = new ArrayList<>();
        figures.add(extra("extra model calls of %d tasks that read", read).atMost(0));
        figures.add(
                extra("extra model calls of %d that learn from output", output).atMost(0));
        figures.add(extra("control, of %d that remember by a tool", tool).atLeast(TASKS));
        addTimes(folder, figures);
        return figures;
    }

    private void addTimes(Path folder, List<Figure> figures) {
        String name = "time between the model calls of two tasks";
        time(folder.resolve("warm-up"), 10, new Durations());
        Durations without = new Durations();
        time(null, 0, without);
        figures.add(Figure.of(name + ", no memory, median", without.millis(0.5), "ms"));
        for (int known : List.of(10, 1_000, 10_000)) {
            Durations with = new Durations();
            for (int run = 0; run < runs; run++) {
                time(folder.resolve("k%d-%d".formatted(known, run)), known, with);
            }
            String among = "%s, %,d memories".formatted(name, known);
            figures.add(Figure.of(among + ", median", with.millis(0.5), "ms"));
            figures.add(Figure.of(among + ", p95", with.millis(0.95), "ms"));
        }
    }

    private static Figure extra(String name, int calls) {
        return Figure.of(name.formatted(TASKS), calls, "calls");
    }

    /** Returns the number of a crew's model calls; without a folder, the crew has no memory. */
    private static int calls(@Nullable Path folder, Way way) {
        AtomicInteger calls = new AtomicInteger();
        run(folder, 0, way, new Lab.Worker((prompt, results) -> {
            calls.incrementAndGet();
            return answer(way, results);
        }));
        return calls.get();
    }

    private static AiMessage answer(Way way, int results) {
        return switch (way) {
            case NOTHING -> AiMessage.from("The work is done.");
            case OUTPUT -> AiMessage.from("""
                The work is done.
                ```findings
                [{"kind": "finding", "text": "The work is done"}]
                ```\
                """);
            case TOOL -> results == 0 ? Lab.finding("The work is done") : AiMessage.from("The work is done.");
        };
    }

    /** Adds the times from the model's answer to the request for the next task. */
    private static void time(@Nullable Path folder, int known, Durations between) {
        AtomicLong answered = new AtomicLong();
        run(folder, known, Way.OUTPUT, new Lab.Worker((prompt, results) -> {
            if (answered.get() > 0) {
                between.add(System.nanoTime() - answered.get());
            }
            AiMessage answer = answer(Way.OUTPUT, results);
            answered.set(System.nanoTime());
            return answer;
        }));
    }

    private static void run(@Nullable Path folder, int known, Way way, Lab.Worker worker) {
        Agent agent = Lab.agent("worker", worker).build();
        Task[] tasks = IntStream.rangeClosed(1, TASKS)
                .mapToObj(number -> Lab.task("t" + number, agent))
                .map(task -> way == Way.OUTPUT ? task.learnFromOutput() : task)
                .map(Task.Builder::build)
                .toArray(Task[]::new);
        Crew.Builder crew = Crew.builder("crew").tasks(tasks);
        if (folder == null) {
            crew.withoutMemory().build().kickoff(Run.id("r"));
            return;
        }
        try (SharedMemory memory = Lab.memory(folder)) {
            memory.task("r").agent("seeder").rememberAll(facts(known));
            crew.memory(memory).build().kickoff(Run.id("r"));
        }
    }

    private static List<Draft> facts(int number) {
        return IntStream.range(0, number)
                .mapToObj("Fact %d of the client and its format"::formatted)
                .map(text -> Draft.finding(text).build())
                .toList();
    }
}
