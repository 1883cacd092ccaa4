package dev.commonground.crew;

import dev.commonground.SharedMemory;
import dev.commonground.test.ScriptedChatModel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Agents, tasks and memories for tests. */
final class Crews {

    static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private Crews() {}

    static SharedMemory memory(Path directory) {
        return SharedMemory.builder(directory.resolve("memory.db"))
                .keywordsOnly()
                .clock(NOON)
                .open();
    }

    static Agent.Builder agent(String name, ScriptedChatModel model) {
        return Agent.builder(name)
                .role("Role of " + name)
                .goal("Goal of " + name)
                .backstory("Backstory of " + name)
                .model(model);
    }

    static Task.Builder task(String name, Agent agent) {
        return Task.builder(name).agent(agent).description("Do " + name).expectedOutput("The " + name);
    }
}
