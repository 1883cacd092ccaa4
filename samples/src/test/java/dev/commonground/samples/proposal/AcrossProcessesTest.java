package dev.commonground.samples.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Memory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents in processes that share only a database. */
class AcrossProcessesTest {

    static final int KILLED = 128 + 9;

    static EmbeddedPostgres server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    static String url(String schema) {
        return server.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
    }

    /** Runs a program in its own working directory, as on another machine. */
    static int java(Path directory, StringBuilder printed, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(Files.createDirectories(directory).toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        printed.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        return process.waitFor();
    }

    @Tag("proofs")
    @Test
    void theThreeWorkInThreeProcessesOnOneTask() throws Exception {
        for (String agent : List.of("researcher", "writer", "editor")) {
            StringBuilder printed = new StringBuilder();
            assertThat(java(
                            folder.resolve(agent),
                            printed,
                            ProposalPipeline.class,
                            "--keywords-only",
                            "--memory",
                            url("three"),
                            "--agent",
                            agent,
                            "--run",
                            "task"))
                    .isZero();
            assertThat(printed)
                    .contains(agent.equals("editor") ? "0 violated" : "in another process: start the same run");
        }

        assertThat(folder.resolve("researcher/target/proposal/proposal.md")).doesNotExist();
        assertThat(folder.resolve("editor/target/proposal/proposal.md"))
                .content()
                .contains("## ");
        try (SharedMemory memory =
                SharedMemory.builder(url("three")).keywordsOnly().open()) {
            assertThat(memory.task("task").agent("auditor").list())
                    .extracting(one -> one.authors().get(0).name())
                    .contains("researcher", "writer", "editor");
        }
    }

    @Test
    void aRunThatIsKilledIsResumedOnAnotherMachine() throws Exception {
        assertThat(java(
                        folder.resolve("whole"),
                        new StringBuilder(),
                        KilledPipeline.class,
                        ".",
                        "0",
                        "SEQUENTIAL",
                        url("whole")))
                .isZero();

        assertThat(java(
                        folder.resolve("here"),
                        new StringBuilder(),
                        KilledPipeline.class,
                        ".",
                        "20",
                        "SEQUENTIAL",
                        url("killed")))
                .isEqualTo(KILLED);
        assertThat(folder.resolve("here/proposal.md")).doesNotExist();
        assertThat(java(
                        folder.resolve("there"),
                        new StringBuilder(),
                        KilledPipeline.class,
                        ".",
                        "0",
                        "SEQUENTIAL",
                        url("killed")))
                .isZero();

        assertThat(folder.resolve("there/proposal.md")).hasSameTextualContentAs(folder.resolve("whole/proposal.md"));
        assertThat(texts("killed")).isEqualTo(texts("whole"));
    }

    static List<String> texts(String schema) {
        try (SharedMemory memory =
                SharedMemory.builder(url(schema)).keywordsOnly().open()) {
            return memory.task("task").agent("auditor").list().stream()
                    .map(Memory::text)
                    .sorted()
                    .toList();
        }
    }
}
