package dev.commonground;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Looks for a text that breaks the parser of page tokens; runs with {@code -Pproofs}, in a JVM of its own. */
@Tag("fuzz")
class PageTokenFuzzTest {

    private static final int MEMORIES = 3;

    static Path folder;
    static SharedMemory memory;

    @BeforeAll
    static void open() throws IOException {
        folder = Files.createTempDirectory("page-tokens");
        memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
        for (int i = 0; i < MEMORIES; i++) {
            memory.task("order-7").agent("writer").remember("Note " + i);
        }
    }

    @AfterAll
    static void close() throws IOException {
        memory.close();
        Files.deleteIfExists(folder.resolve("memory.db"));
        Files.delete(folder);
    }

    /** The fuzzer writes the fields of a token, whose encoding it would hardly find. */
    @FuzzTest(maxDuration = "30s")
    void aTextIsRefusedOrNamesAPage(byte[] data) {
        check(Base64.getUrlEncoder().withoutPadding().encodeToString(data));
        check(new String(data, StandardCharsets.UTF_8));
    }

    private static void check(String token) {
        try {
            Page page = memory.task("order-7")
                    .agent("reader")
                    .list(ListRequest.builder().after(token).build());
            if (page.memories().size() > MEMORIES) {
                throw new AssertionError("A page has more memories than there are");
            }
        } catch (IllegalArgumentException e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new AssertionError("A token is refused without words", e);
            }
        }
    }
}
