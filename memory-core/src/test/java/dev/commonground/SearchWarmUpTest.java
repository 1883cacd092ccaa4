package dev.commonground;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process loads the classes of a search while it opens a memory. */
@Timeout(60)
class SearchWarmUpTest {

    @TempDir
    Path folder;

    /** Opens a memory, waits for the threads that opening has begun, and neither reads nor writes. */
    static final class OpeningProcess {

        private OpeningProcess() {}

        public static void main(String[] args) throws InterruptedException {
            try (SharedMemory memory = SharedMemory.open(Path.of(args[0]))) {
                for (Thread thread : Thread.getAllStackTraces().keySet()) {
                    if (thread.getName().equals("commonground-search-warm-up")) {
                        thread.join();
                    }
                }
                System.out.println("tasks: " + memory.tasks("", 1).items());
            }
        }
    }

    private List<String> output(String... options) throws IOException {
        Process process = ChildProcess.start(
                List.of(options),
                OpeningProcess.class,
                folder.resolve("memory.db").toString());
        return new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
    }

    @Test
    void classesOfASearchAreLoadedByOpening() throws IOException {
        assertThat(output("-Xlog:class+load", "-XX:ActiveProcessorCount=2"))
                .anyMatch(line -> line.contains("internal.search.Ranking "))
                .anyMatch(line -> line.contains("internal.search.KeywordIndex "))
                .anyMatch(line -> line.contains("internal.search.Cosine "))
                .anyMatch(line -> line.contains("internal.search.QuestionDates "))
                .anyMatch(line -> line.contains("recall.Match$Score "))
                .anyMatch(line -> line.contains("store.JsonMappers "))
                .contains("tasks: []");
    }

    @Test
    void theOnlyProcessorOpensFirst() throws IOException {
        assertThat(output("-Xlog:class+load", "-XX:ActiveProcessorCount=1"))
                .noneMatch(line -> line.contains("internal.search.Ranking "))
                .contains("tasks: []");
    }
}
