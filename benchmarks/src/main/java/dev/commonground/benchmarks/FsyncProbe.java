package dev.commonground.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Measures the lower limit of a durable write: an append to a plain file, then {@code fdatasync}.
 *
 * <p>Not thread-safe.
 */
final class FsyncProbe implements AutoCloseable {

    private final FileChannel file;

    FsyncProbe(Path path) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Appends {@code bytes} bytes and waits until they are durable. */
    void append(int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
