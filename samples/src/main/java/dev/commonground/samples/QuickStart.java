package dev.commonground.samples;

import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import java.nio.file.Path;

/** The quick start of the README, word for word. */
public final class QuickStart {

    private QuickStart() {}

    /** Runs the quick start on {@code memory.db} in the current folder. */
    public static void main(String[] args) {
        // quick start
        try (SharedMemory memory = SharedMemory.open(Path.of("memory.db"))) {
            TaskMemory task = memory.task("task_q3_proposal");
            task.agent("researcher").require("Executive summary first, slide decks, ROI figures");
            task.agent("writer").recall("client requirements and format", 5).forEach(System.out::println);
            task.agent("editor").recall("output format constraints", 5).forEach(System.out::println);
            System.out.println(task.agent("editor").brief("check the draft").text());
        }
        // end of quick start
    }
}
