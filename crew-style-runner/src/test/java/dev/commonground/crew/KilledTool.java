package dev.commonground.crew;

import static dev.commonground.crew.Crews.task;

import dev.commonground.SharedMemory;
import dev.commonground.crew.model.Idempotent;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/** A crew in its own process whose second tool call prints a line and waits to be killed. */
final class KilledTool {

    /** The line that the process prints in the tool. */
    static final String HERE = "here";

    private KilledTool() {}

    /** Runs the crew; the arguments are the folder and the name of the tool. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        try (SharedMemory memory = Crews.memory(folder)) {
            ScriptedChatModel model =
                    new ScriptedChatModel().calls(args[1], "{}").calls(args[1], "{}");
            crew(memory, model, new Office(folder, true)).kickoff(Run.id("q3"));
        }
    }

    static Crew crew(SharedMemory memory, ScriptedChatModel model, Office office) {
        return Crew.builder("proposal")
                .tasks(task("draft", Crews.agent("writer", model).tools(office).build())
                        .build())
                .memory(memory)
                .build();
    }

    /** Sends mails and searches. Both are recorded in a file, and both stop at the second time if they are fatal. */
    public record Office(Path folder, boolean fatal) {

        @Tool
        String send() {
            return act("send");
        }

        @Tool
        @Idempotent
        String search() {
            return act("search");
        }

        private String act(String what) {
            try {
                Path file = folder.resolve(what);
                Files.writeString(file, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                long times = Files.size(file);
                if (fatal && times == 2) {
                    System.out.println(HERE);
                    new CountDownLatch(1).await();
                }
                return "%s %d".formatted(what, times);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException("The process must be killed, not interrupted", e);
            }
        }
    }
}
