package dev.commonground.samples.guides;

import dev.commonground.SharedMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program that shows one thing: it works on a memory and tells what it saw, line by line. */
@FunctionalInterface
interface Guide {

    /** Shows it on {@code memory}. */
    List<String> show(SharedMemory memory) throws Exception;

    /** Shows a guide on the file that the program was started with, or on a new one, and prints what it saw. */
    static void main(String[] arguments, Guide guide) throws Exception {
        Path file = arguments.length > 0
                ? Path.of(arguments[0])
                : Files.createTempDirectory("guide").resolve("memory.db");
        try (SharedMemory memory = SharedMemory.open(file)) {
            guide.show(memory).forEach(System.out::println);
        }
    }
}
