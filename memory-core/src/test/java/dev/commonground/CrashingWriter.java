package dev.commonground;

import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A process that writes on several threads until it is killed. Each thread writes batches and steps of a graph. Each
 * line on the standard output names a committed batch. The name is {@code <writer>.<number>x<size>}, or
 * {@code …x<size>s} for a step, which writes to the task, the user and the agent's private notes in one commit.
 */
final class CrashingWriter {

    static final int WRITERS = 4;

    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private final AgentMemory direct;
    private final SharedMemory memory;
    private final String task;
    private final int writer;
    private final Random random;
    private Cursor cursor = Cursor.EMPTY;

    private CrashingWriter(SharedMemory memory, String task, int writer) {
        this.memory = memory;
        this.task = task;
        this.writer = writer;
        this.random = new Random(writer);
        this.direct = memory.task(task).forUser(task).agent(agent());
    }

    public static void main(String[] arguments) {
        SharedMemory memory =
                MemoryLocation.builder(arguments[0]).keywordsOnly().open();
        for (int writer = 0; writer < WRITERS; writer++) {
            new Thread(new CrashingWriter(memory, arguments[1], writer)::write).start();
        }
    }

    /** Returns the parts of a complete batch. */
    static Set<String> parts(String batch) {
        int size = Integer.parseInt(batch.substring(batch.indexOf('x') + 1).replace("s", ""));
        Set<String> parts = new TreeSet<>(texts(size));
        if (batch.endsWith("s")) {
            parts.addAll(Set.of("user part", "private part"));
        }
        return parts;
    }

    private static List<String> texts(int size) {
        return IntStream.range(0, size).mapToObj(i -> "part " + i).toList();
    }

    private void write() {
        for (int number = 0; true; number++) {
            int size = 1 + random.nextInt(4);
            boolean step = random.nextInt(3) == 0;
            String batch = "%d.%dx%d%s".formatted(writer, number, size, step ? "s" : "");
            if (step) {
                writeStep(batch, size);
            } else {
                remember(direct, batch, size);
            }
            print(batch);
        }
    }

    private static void remember(AgentMemory agent, String batch, int size) {
        agent.rememberAll(texts(size).stream()
                .map(text -> Draft.finding(batch + " " + text).build())
                .collect(Collectors.toList()));
    }

    private void writeStep(String batch, int size) {
        Step step = memory.begin(StepRequest.builder(task, "node", "thread-" + writer)
                .user(task)
                .agent(agent())
                .cursor(cursor)
                .build());
        remember(step.memory(), batch, size);
        step.memory().aboutUser().remember(batch + " user part");
        step.memory().privately().remember(batch + " private part");
        cursor = step.commit();
    }

    private String agent() {
        return "writer-" + writer;
    }

    /** Writes each line with one system call, because a kill must not truncate it. */
    private static void print(String line) {
        try {
            OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
