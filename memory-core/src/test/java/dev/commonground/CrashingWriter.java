package dev.commonground;

import dev.commonground.log.Cursor;
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
 * A process that writes until it is killed: several threads, each a writer with batches and steps of a graph. Each line
 * on its standard output names a batch that was committed. A batch is called {@code <writer>.<number>x<size>}, or
 * {@code …x<size>s} if it is a step's, which goes to the task, the user and the agent's own notes at once.
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
        SharedMemory memory = Kept.at(arguments[0]).keywordsOnly().open();
        for (int writer = 0; writer < WRITERS; writer++) {
            new Thread(new CrashingWriter(memory, arguments[1], writer)::write).start();
        }
    }

    /** Returns the parts of a whole batch. */
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

    /** One write to the operating system for each line, so that a kill cannot take part of it. */
    private static void print(String line) {
        try {
            OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
