package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.langgraph4j.MemoryRetriever;
import dev.commonground.langgraph4j.MemoryTools;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MemoryProducerTest {

    @Inject
    SharedMemory memory;

    @Inject
    GraphMemory graphs;

    @Inject
    MemoryTools tools;

    @Inject
    MemoryRetriever retriever;

    @Test
    void theMemoryIsABean() {
        TaskMemory task = memory.task("q3");
        task.agent("researcher").require("Keep the proposal to 500 words");

        assertEquals(
                "Keep the proposal to 500 words",
                task.agent("writer").recall("how long may the text be?", 1).get(0).memory().text());
        assertNotNull(graphs);
        assertNotNull(tools);
        assertNotNull(retriever);
    }
}
