package dev.commonground.studio.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Author;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One client over the standard streams. */
class StdioServiceTest {

    private static final String HELLO =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}";

    @TempDir
    Path folder;

    @Test
    void goesOnAfterBadLinesAndEndsWithItsClient() throws Exception {
        try (SharedMemory memory = SharedMemory.builder(folder.resolve("memory.db"))
                        .keywordsOnly()
                        .open();
                PipedInputStream input = new PipedInputStream();
                PipedInputStream answers = new PipedInputStream(1_000_000);
                PipedOutputStream output = new PipedOutputStream(answers);
                BufferedReader told = new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8))) {
            Thread server = new Thread(() ->
                    StdioService.serve(new Seat("local", "q3", null, Author.agent("writer")), memory, input, output));
            try (PipedOutputStream client = new PipedOutputStream(input)) {
                server.start();
                for (String line : new String[] {"{not json", "[]", "{}", "", "\u0000\u0001", HELLO}) {
                    client.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                }
                client.flush();

                assertThat(told.readLine()).contains("\"id\":1", "common-ground");
            }
            server.join(60_000);
            assertThat(server.isAlive()).isFalse();
        }
    }
}
