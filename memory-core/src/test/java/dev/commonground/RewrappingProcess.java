package dev.commonground;

import dev.commonground.store.Encryption;
import java.nio.file.Path;

/** A process that changes the master key of a memory, there and back, until it is killed. */
final class RewrappingProcess {

    private RewrappingProcess() {}

    /** The arguments are the file of the memory and the file of its keys. */
    @SuppressWarnings("InfiniteRecursion") // it is killed
    public static void main(String[] arguments) {
        for (int next = 2; ; next = 3 - next) {
            try (SharedMemory memory = SharedMemory.builder(Path.of(arguments[0]))
                    .encryption(Encryption.with(Encrypted.master(next), Path.of(arguments[1]))
                            .accepting(Encrypted.master(3 - next)))
                    .keywordsOnly()
                    .open()) {
                for (int i = 0; i < 20; i++) {
                    System.out.println(memory.rewrapKeys());
                    memory.task("task-%d-%d".formatted(System.nanoTime(), i))
                            .agent("writer")
                            .remember("A new scope");
                    System.out.println("written");
                }
            }
        }
    }
}
