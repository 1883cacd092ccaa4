package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Crew;
import dev.commonground.crew.CrewResult;
import dev.commonground.crew.Run;
import dev.commonground.crew.Task;
import dev.commonground.crew.check.Guardrails;
import dev.langchain4j.data.message.AiMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A crew in a process of its own that is gone at the n-th event of its run, as if it were killed. Each model call leaves a
 * mark in a file before it is answered.
 */
final class CrashingCrew {

    static final int CRASHED = 137;

    private CrashingCrew() {}

    /** Takes the folder, the number of the fatal event, from 1 or 0 for none, and whether there is a journal. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        int fatal = Integer.parseInt(args[1]);
        AtomicInteger events = new AtomicInteger();
        try (SharedMemory memory = Lab.memory(folder)) {
            Crew.Builder builder = crew(folder).memory(memory).listener(event -> {
                if (events.incrementAndGet() == fatal) {
                    Runtime.getRuntime().halt(CRASHED);
                }
            });
            Crew crew = Boolean.parseBoolean(args[2])
                    ? builder.build()
                    : builder.withoutJournal().build();
            CrewResult result =
                    crew.progress("r") == Crew.Progress.NOT_BEGUN ? crew.kickoff(Run.id("r")) : crew.resume("r");
            Files.writeString(folder.resolve("result"), result.text() + "\n" + events.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Crew.Builder crew(Path folder) {
        Lab.Worker worker = new Lab.Worker((prompt, results) -> answer(folder, prompt, results));
        Task draft = Lab.task("draft", Lab.agent("writer", worker).build())
                .guardrail(Guardrails.of(
                        "second", answer -> answer.text().startsWith("second") ? List.of() : List.of("try again")))
                .build();
        return Crew.builder("crew")
                .tasks(task("research", worker))
                .parallel(task("legal", worker), task("market", worker))
                .tasks(draft)
                .clock(Lab.NOON);
    }

    private static Task task(String name, Lab.Worker worker) {
        return Lab.task(name, Lab.agent(name + "-agent", worker).build()).build();
    }

    private static AiMessage answer(Path folder, String prompt, int results) {
        try {
            Files.writeString(folder.resolve("calls"), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String attempt = prompt.contains("# Your last answer was refused") ? "second" : "first";
        String task = prompt.substring("# Task\nWork on ".length(), prompt.indexOf(" with what"));
        return results == 0
                ? Lab.remember("decision", task, attempt, attempt + " thought on " + task)
                : AiMessage.from(attempt + " answer of " + task);
    }
}
