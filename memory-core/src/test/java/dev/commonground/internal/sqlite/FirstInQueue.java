package dev.commonground.internal.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that is the first in the queue of a file's writers until its input ends. The argument is the write-ahead log. */
public final class FirstInQueue {

    private FirstInQueue() {}

    /** Prints a line when it is the first. */
    public static void main(String[] arguments) throws IOException {
        try (FileChannel log = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
                FileLock first = log.lock(Long.MAX_VALUE - 1, 1, false)) {
            System.out.println(first.isValid());
            int end = System.in.read();
            assert end < 0;
        }
    }
}
