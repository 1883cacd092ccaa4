package dev.commonground;

import dev.commonground.linearizable.Call;
import dev.commonground.linearizable.Call.Operation;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.store.MemoryStoreException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A process that reads and writes keyed registers, sets and cells, and tells the beginning and the end of each call. All
 * processes use the objects of one round, and then those of the next, so that the history of an object stays short.
 *
 * <ul>
 *   <li>A register is a key, which one process writes and all read.
 *   <li>A cell is a memory, which all revise on the condition that it is unchanged.
 *   <li>A set is a task, to which all add the same few memories.
 * </ul>
 *
 * <p>The lines are {@code begin <time> <object> <operation> <argument>}, and then {@code end <time> <result>}, or
 * {@code lost} for a call that failed and may have taken effect.
 */
final class RecordedClient {

    static final int PROCESSES = 8;
    private static final int CELLS = 2;
    private static final int ELEMENTS = 100;

    private final SharedMemory memory;
    private final int process;
    private final Rounds rounds;
    private final Consumer<String> out;
    private final Random random = new Random();

    /** The last value that this process saw of each cell. A write on a condition compares the cell with it. */
    private final Map<String, Memory> cells = new HashMap<>();

    private long writesFrom;
    private long written;

    /** The rounds of all processes, by the machine's monotonic clock. */
    record Rounds(long start, long nanos) {
        long now() {
            return (System.nanoTime() - start) / nanos;
        }

        static String cell(long round, int cell) {
            return "cell-%d-%d".formatted(round, cell);
        }
    }

    RecordedClient(SharedMemory memory, int process, Rounds rounds, Consumer<String> out) {
        this.memory = memory;
        this.process = process;
        this.rounds = rounds;
        this.out = out;
        this.writesFrom = rounds.now() + 1;
    }

    /** Runs until it is killed. The arguments are a location, the number of the process, and the start and length of rounds. */
    public static void main(String[] arguments) {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        Rounds rounds = new Rounds(Long.parseLong(arguments[2]), Long.parseLong(arguments[3]));
        SharedMemory memory = open(MemoryLocation.builder(arguments[0]));
        new RecordedClient(memory, Integer.parseInt(arguments[1]), rounds, line -> print(out, line)).run(() -> true);
    }

    static SharedMemory open(SharedMemory.Builder builder) {
        return builder.keywordsOnly().rights(request -> true).open();
    }

    /** Writes each line with one system call, because a kill must not truncate it. */
    private static void print(FileOutputStream out, String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the cells of some rounds, each with the value 0. */
    static void createCells(SharedMemory memory, long count) {
        for (long round = 0; round < count; round++) {
            for (int cell = 0; cell < CELLS; cell++) {
                memory.task(Rounds.cell(round, cell)).agent("creator").remember(value("0"));
            }
        }
    }

    private static Draft value(String value) {
        return Draft.decision("The value is " + value).key("value", value).build();
    }

    void run(BooleanSupplier running) {
        while (running.getAsBoolean()) {
            long round = rounds.now();
            switch (random.nextInt(6)) {
                case 0 -> read("register-%d-%d".formatted(round, random.nextInt(PROCESSES)));
                case 1 -> writeRegister(round);
                case 2 -> read("set-" + round);
                case 3 -> add("set-" + round, "e%02d".formatted(random.nextInt(ELEMENTS)));
                case 4 -> read(Rounds.cell(round, random.nextInt(CELLS)));
                default -> compareAndSet(Rounds.cell(round, random.nextInt(CELLS)));
            }
        }
    }

    /** After a kill or a lost answer, the last write may still be under way, so the process goes on with its next register. */
    private void writeRegister(long round) {
        if (round >= writesFrom) {
            String object = "register-%d-%d".formatted(round, process);
            String value = newValue();
            record(object, Operation.WRITE, value, () -> {
                memory.task(object).agent("writer").remember(value(value));
                return "";
            });
        }
    }

    private String newValue() {
        return "%d.%d.%d".formatted(process, writesFrom, ++written);
    }

    private void add(String object, String element) {
        record(
                object,
                Operation.ADD,
                element,
                () -> String.valueOf(
                        memory.task(object).agent("agent-" + process).remember(element) instanceof WriteOutcome.Added));
    }

    private void compareAndSet(String object) {
        Memory expected = cells.get(object);
        if (expected == null) {
            read(object);
            return;
        }
        String value = newValue();
        record(object, Operation.COMPARE_AND_SET, expected.value() + ">" + value, () -> {
            WriteOutcome outcome = memory.task(object).agent("agent-" + process).revise(expected, value(value));
            boolean done = outcome instanceof WriteOutcome.Superseded;
            if (done) {
                cells.put(object, outcome.memory());
            } else {
                cells.remove(object);
            }
            return String.valueOf(done);
        });
    }

    private void read(String object) {
        record(object, Operation.READ, "", () -> result(object));
    }

    private String result(String object) {
        List<Memory> live = memory.task(object).agent("reader").list();
        if (object.startsWith("cell-") && live.size() == 1) {
            cells.put(object, live.get(0));
        }
        return contentOf(object, live);
    }

    /** Returns the content of an object: what each model has for a state. */
    private static String contentOf(String object, List<Memory> live) {
        if (object.startsWith("set-")) {
            return live.stream().map(Memory::text).sorted().collect(Collectors.joining(","));
        }
        return live.isEmpty() ? "0" : live.stream().map(Memory::value).collect(Collectors.joining("|"));
    }

    /** Reads an object once, after all others have ended. */
    static Call lastRead(SharedMemory memory, String object) {
        long begin = System.nanoTime();
        String result = contentOf(object, memory.task(object).agent("reader").list());
        return Call.of(object, "last", Operation.READ, "", result, begin, System.nanoTime());
    }

    /** A call that returns its result. */
    @FunctionalInterface
    private interface Recorded {
        String call();
    }

    private void record(String object, Operation operation, String argument, Recorded recorded) {
        out.accept("begin %d %s %s %s".formatted(System.nanoTime(), object, operation, argument));
        try {
            String result = recorded.call();
            out.accept("end %d %s".formatted(System.nanoTime(), result));
        } catch (MemoryStoreException e) {
            writesFrom = rounds.now() + 1;
            cells.remove(object);
            out.accept("lost");
        }
    }
}
