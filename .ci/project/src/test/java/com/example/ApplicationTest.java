package com.example;

import static dev.commonground.test.MemoryAssertions.assertThat;

import dev.commonground.test.MemoryExtension;
import dev.commonground.test.TestMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MemoryExtension.class)
class ApplicationTest {

    @Test
    void theEditorIsBriefedWithTheRequirements(TestMemory memory) {
        Application.work(memory.shared());

        assertThat(memory)
                .task("task_q3_proposal")
                .agent("editor")
                .wasBriefedWith("slide decks")
                .knows("ROI figures")
                .from("researcher");
    }
}
