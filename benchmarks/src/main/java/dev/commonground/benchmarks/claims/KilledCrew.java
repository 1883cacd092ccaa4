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

/**
 * A crew in a process of its own that says so at the n-th event of its run, and then waits to be killed. Each model call
 * leaves a mark in a file before it is answered.
 */
final class KilledCrew {

    /** What the process prints at the event. */
    static final String HERE = "here";

    private KilledCrew() {}

    /** Takes the folder, the process, the number of the event, from 1 or 0 for none, and whether there is a journal. */
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
                throw new IllegalStateException("The process was to be killed, not interrupted", e);
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
        try {
            Files.writeString(folder.resolve("calls"), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String attempt = prompt.contains("# Your last answer was refused") ? "second" : "first";
        String task = prompt.substring("# Task\nWork on ".length(), prompt.indexOf(" with what"));
        if (results == 0) {
            return Lab.remember("decision", task, attempt, attempt + " thought on " + task);
        }
        for (String other : List.of("research", "draft")) {
            if (prompt.contains("- %s (Worker, not done yet)".formatted(other))) {
                return AiMessage.from(ToolExecutionRequest.builder()
                        .id("d")
                        .name("delegate")
                        .arguments("{\"task\":\"%s\"}".formatted(other))
                        .build());
            }
        }
        return AiMessage.from(attempt + " answer of " + task);
    }
}
