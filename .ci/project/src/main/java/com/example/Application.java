package com.example;

import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import java.nio.file.Path;

/** The first lines of the README. */
public final class Application {

    private Application() {}

    public static void main(String[] args) {
        try (SharedMemory memory = SharedMemory.open(Path.of("target/memory.db"))) {
            work(memory);
        }
    }

    static void work(SharedMemory memory) {
        TaskMemory task = memory.task("task_q3_proposal");
        task.agent("researcher").require("Executive summary first, slide decks, ROI figures");
        task.agent("writer").recall("client requirements and format", 5).forEach(System.out::println);
        System.out.println(task.agent("editor").brief("check the draft").text());
    }
}
