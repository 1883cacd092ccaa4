package dev.commonground.samples.guides;

import dev.commonground.SharedMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small program that uses a memory and returns the lines to print. */
@FunctionalInterface
interface Guide {

    /** Runs the guide on {@code memory}. */
    List<String> show(SharedMemory memory) throws Exception;

    /** Runs {@code guide} on the file in {@code arguments}, or on a new temporary file, and prints its lines. */
    static void main(String[] arguments, Guide guide) throws Exception {
        Path file = arguments.length > 0
                ? Path.of(arguments[0])
                : Files.createTempDirectory("guide").resolve("memory.db");
        try (SharedMemory memory = SharedMemory.open(file)) {
            guide.show(memory).forEach(System.out::println);
        }
    }
}
