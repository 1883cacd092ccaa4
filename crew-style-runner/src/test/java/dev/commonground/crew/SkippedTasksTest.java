package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.memory;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.test.ScriptedChatModel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a manager learns of a task whose condition does not hold. */
class SkippedTasksTest {

    @TempDir
    Path directory;

    SharedMemory memory;
    final ScriptedChatModel boss = new ScriptedChatModel();
    final ScriptedChatModel writer = new ScriptedChatModel();
    final AtomicBoolean holds = new AtomicBoolean();

    @BeforeEach
    void open() {
        memory = memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    Crew crew() {
        Task draft = task("draft", agent("writer", writer).build())
                .when(known -> holds.getAndSet(!holds.get()))
                .build();
        return Crew.builder("proposal")
                .tasks(draft)
                .manager(task("lead", agent("boss", boss).build()).build())
                .memory(memory)
                .build();
    }

    ScriptedChatModel delegates() {
        return boss.calls("delegate", "{\"task\":\"draft\"}");
    }

    @Test
    void areToldToTheManagerAsSkipped() {
        delegates();
        delegates();
        delegates();
        delegates();
        boss.says("The end.");
        writer.says("First.").says("Second.");

        CrewResult result = crew().kickoff(Run.id("q3"));

        assertThat(boss.user(0)).contains("- draft (Role of writer, not done yet): Do draft");
        assertThat(boss.user(1))
                .contains("- draft (Role of writer, skipped, because its condition did not hold): Do draft");
        assertThat(boss.user(2)).contains("- draft (Role of writer, done): Do draft");
        assertThat(boss.user(3))
                .contains("- draft (Role of writer, done, then skipped, because its condition did not hold): Do draft")
                .contains("# Context: draft\nFirst.");
        assertThat(boss.user(4)).contains("- draft (Role of writer, done 2 times): Do draft");
        assertThat(result.text()).isEqualTo("The end.");
    }
}
