package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Crew;
import dev.commonground.crew.CrewResult;
import dev.commonground.crew.Process;
import dev.commonground.crew.Run;
import dev.commonground.crew.Task;
import dev.commonground.crew.check.Guardrails;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A crew in its own process that prints a line at the nth event of its run and then waits to be killed. Each model call is
 * recorded in a file before it is answered.
 */
final class KilledCrew {

    /** The line that the process prints at the event. */
    static final String HERE = "here";

    private KilledCrew() {}

    /** Runs the crew; the arguments are the folder, the process, the event's number (0 for none), and a journal flag. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int fatal = Integer.parseInt(args[2]);
        AtomicInteger events = new AtomicInteger();
        try (SharedMemory memory = Lab.memory(folder)) {
            Crew.Builder builder =
                    crew(folder, Process.valueOf(args[1])).memory(memory).listener(event -> pass(events, fatal));
            Crew crew = Boolean.parseBoolean(args[3])
                    ? builder.build()
                    : builder.withoutJournal().build();
            CrewResult result =
                    crew.progress("r") == Crew.Progress.NOT_BEGUN ? crew.kickoff(Run.id("r")) : crew.resume("r");
            Files.writeString(folder.resolve("result"), result.text() + "\n" + events.get());
        }
    }

    private static void pass(AtomicInteger events, int fatal) {
        if (events.incrementAndGet() == fatal) {
            System.out.println(HERE);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("The process must be killed, not interrupted", e);
            }
        }
    }

    static Crew.Builder crew(Path folder, Process process) {
        Lab.Worker worker = new Lab.Worker((prompt, results) -> answer(folder, prompt, results));
        Task research = task("research", worker).build();
        Task market = task("market", worker).build();
        Task draft = task("draft", worker)
                .guardrail(Guardrails.of(
                        "second", answer -> answer.text().startsWith("second") ? List.of() : List.of("try again")))
                .build();
        Crew.Builder crew = Crew.builder("crew").clock(Lab.NOON);
        return switch (process) {
            case SEQUENTIAL -> crew.tasks(research, market, draft);
            case PARALLEL -> crew.parallel(research, market).tasks(draft);
            case HIERARCHICAL ->
                crew.tasks(research, draft).manager(task("lead", worker).build());
        };
    }

    private static Task.Builder task(String name, Lab.Worker worker) {
        return Lab.task(name, Lab.agent(name + "-agent", worker).build());
    }

    private static AiMessage answer(Path folder, String prompt, int results) {
        recordCall(folder);
        String attempt = prompt.contains("# Your last answer was refused") ? "second" : "first";
        String task = prompt.substring("# Task\nWork on ".length(), prompt.indexOf(" with what"));
        return results == 0
                ? Lab.remember("decision", task, attempt, attempt + " thought on " + task)
                : delegateOr(attempt + " answer of " + task, prompt);
    }

    private static AiMessage delegateOr(String answer, String prompt) {
        return Stream.of("research", "draft")
                .filter(other -> prompt.contains("- %s (Worker, not done yet)".formatted(other)))
                .findFirst()
                .map(KilledCrew::delegate)
                .orElseGet(() -> AiMessage.from(answer));
    }

    private static void recordCall(Path folder) {
        try {
            Files.writeString(folder.resolve("calls"), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AiMessage delegate(String task) {
        return AiMessage.from(ToolExecutionRequest.builder()
                .id("d")
                .name("delegate")
                .arguments("{\"task\":\"%s\"}".formatted(task))
                .build());
    }
}
