package dev.commonground.benchmarks.writers;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.measure.Durations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Measures the lower limit of a durable write: it overwrites as many bytes of a file as a write of a memory adds to the
 * write-ahead log, then calls {@code fdatasync}. The log is a file that is overwritten again and again, so its length
 * need not become durable.
 *
 * <p>Not thread-safe.
 */
public final class FsyncProbe implements AutoCloseable {

    /** The length of the file: about that of a write-ahead log before it begins again. */
    private static final int LENGTH = 1_000 * 4_120;

    /** The writes whose mean is the bytes of one; too few for the log to begin again. */
    private static final int SAMPLE = 20;

    private final FileChannel file;
    private final int bytes;
    private long position;

    private FsyncProbe(Path path, int bytes) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        this.bytes = bytes;
        write(LENGTH);
        file.force(true);
    }

    /** Returns a probe of what a {@code remember} writes to {@code memory}, a file that is not used otherwise. */
    public static FsyncProbe ofRemember(Path memory, Writers.Recall recall) throws IOException {
        try (SharedMemory fresh = recall.open(memory)) {
            int bytes = bytes(fresh.task("probe").agent("writer"), memory);
            return new FsyncProbe(memory.resolveSibling(memory.getFileName() + "-probe"), bytes);
        }
    }

    private static int bytes(AgentMemory agent, Path memory) throws IOException {
        agent.remember(Writers.text("probe", 0));
        long before = logged(memory);
        for (int i = 1; i <= SAMPLE; i++) {
            agent.remember(Writers.text("probe", i));
        }
        return (int) ((logged(memory) - before) / SAMPLE);
    }

    private static long logged(Path memory) throws IOException {
        return Files.size(memory.resolveSibling(memory.getFileName() + "-wal"));
    }

    /** Returns the bytes of one {@link #overwrite}. */
    public int bytes() {
        return bytes;
    }

    /** Overwrites the next bytes and waits until they are durable; returns their number. */
    int overwrite() throws IOException {
        if (position + bytes > LENGTH) {
            position = 0;
        }
        write(bytes);
        file.force(false);
        return bytes;
    }

    /** Adds the duration of an {@link #overwrite} to {@code times}. */
    public void time(Durations times) throws Exception {
        times.time(this::overwrite);
    }

    private void write(int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            position += file.write(buffer, position);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
