package dev.commonground;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.commonground.memory.Draft;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One of several processes on one memory. The input line {@code write} makes it write and print {@code done}. The line
 * {@code list} makes it print the visible memories.
 */
final class Teammate {

    static final String TASK = "order-7";
    static final int FACTS = 20;

    private Teammate() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        try (SharedMemory memory =
                MemoryLocation.builder(arguments[0]).keywordsOnly().open()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("write")) {
                    write(memory, arguments[1]);
                    out.println("done");
                } else {
                    out.println(VisibleState.of(memory.task(TASK).agent("reader"), List.of()));
                }
            }
        }
    }

    /** Remembers a common statement, statements of its own, and a contradictory value of a key. */
    static void write(SharedMemory memory, String name) {
        AgentMemory agent = memory.task(TASK).agent(name);
        for (int i = 0; i < FACTS; i++) {
            agent.remember("All agents know this");
            agent.remember(fact(name, i));
        }
        agent.remember(
                Draft.decision("The tone is that of " + name).key("tone", name).build());
    }

    static List<String> facts(String name) {
        return IntStream.range(0, FACTS).mapToObj(i -> fact(name, i)).toList();
    }

    private static String fact(String name, int i) {
        return "Only %s knows fact %d".formatted(name, i);
    }
}
