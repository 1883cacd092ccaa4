package dev.commonground.minilm;

import dev.commonground.SharedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that opens and closes a memory again and again. It prints its resident kilobytes after each closing. */
final class OpenAndClose {

    private OpenAndClose() {}

    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            try (SharedMemory memory = SharedMemory.builder(Path.of(arguments[0]))
                    .embeddings(MiniLmProvider.full())
                    .open()) {
                memory.task("order-7").agent("writer").remember("The client likes short answers");
            }
            System.gc();
            System.out.println(residentKilobytes());
        }
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
