package dev.commonground;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * Looks for lines that break an import, or the scope that they are imported into; runs with {@code -Pproofs}, in a JVM of its
 * own.
 */
@Tag("fuzz")
class ImportFuzzTest {

    static Path folder;
    static SharedMemory memory;
    static String header;

    @BeforeAll
    static void open() throws IOException {
        folder = Files.createTempDirectory("imports");
        memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
        StringBuilder empty = new StringBuilder();
        memory.task("empty").agent("reader").log().exportTo(empty);
        header = empty.toString().lines().findFirst().orElseThrow();
    }

    @AfterAll
    static void close() throws IOException {
        memory.close();
        Files.deleteIfExists(folder.resolve("memory.db"));
        Files.delete(folder);
    }

    @FuzzTest(maxDuration = "30s")
    void linesAreRefusedOrReadable(byte[] data) {
        AgentMemory agent = memory.task("order-7").agent("reader");
        try {
            agent.log().importFrom(new StringReader(header + "\n" + new String(data, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return; // refused in words, and nothing is imported
        }
        agent.list();
        agent.recall("what is known", 3);
        agent.brief("what is known");
        StringBuilder lines = new StringBuilder();
        agent.log().exportTo(lines);
        memory.task("copy").agent("reader").log().importFrom(new StringReader(lines.toString()));
        memory.task("order-7").delete();
        memory.task("copy").delete();
    }
}
