package dev.commonground.minilm;

import dev.commonground.SharedMemory;
import java.nio.file.Path;

/** A process that opens a memory and ends soon after, without closing it. */
final class OpenAndExit {

    private OpenAndExit() {}

    public static void main(String[] arguments) throws InterruptedException {
        SharedMemory memory = SharedMemory.builder(Path.of(arguments[0]))
                .embeddings(MiniLmProvider.full())
                .open();
        Thread.sleep(Long.parseLong(arguments[1]));
        System.exit(memory.vitals().queuedWrites());
    }
}
