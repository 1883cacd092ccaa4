package dev.commonground.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.memory.MemoryException;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All memories of a process share one copy of the model, and the last one to close frees it. */
class SharedEncoderTest {

    /** Far less than the weights of the model, of which each opening once left a copy. */
    private static final long TOLERATED_KILOBYTES = 60_000;

    /** Keeps the copy of the process loaded, which saves the time of loading it for each test. */
    static final MiniLmEmbeddingModel HELD = MiniLmEmbeddingModelTest.MODEL;

    @TempDir
    Path folder;

    private SharedMemory open(String name) {
        return SharedMemory.builder(folder.resolve(name))
                .embeddings(MiniLmProvider.full())
                .open();
    }

    @Test
    void isLoadedOnceAndClosedByTheLastUser() {
        List<LoadedEncoder> loaded = new ArrayList<>();
        SharedEncoder shared = new SharedEncoder(() -> {
            loaded.add(LoadedEncoder.load(Weights.QUANTIZED));
            return loaded.get(loaded.size() - 1);
        });

        SharedEncoder.Share one = shared.share();
        SharedEncoder.Share two = shared.share();
        assertThat(loaded).hasSize(1);
        assertThat(two.encoder()).isSameAs(one.encoder());

        one.run();
        one.run();
        assertThat(isClosed(loaded.get(0))).isFalse();
        two.run();
        assertThat(isClosed(loaded.get(0))).isTrue();
    }

    /** ONNX Runtime closes a session once. */
    private static boolean isClosed(LoadedEncoder encoder) {
        try {
            return encoder.session().getNumInputs() < 0;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Test
    void staysUntilTheLastMemoryIsClosed() {
        try (SharedMemory first = open("first.db")) {
            AgentMemory agent = first.task("order-7").agent("writer");
            agent.remember("The client likes short answers");
            try (SharedMemory second = open("second.db")) {
                second.task("order-8").agent("writer").remember("The invoice is due on Friday");
            }

            assertThat(agent.recall("brief replies", 1)).hasSize(1);
        }
    }

    @Test
    void refusesAfterItsClose() {
        MiniLmEmbeddingModel model = new MiniLmEmbeddingModel();
        model.close();
        model.close();
        assertThat(HELD.embed("still there").content().dimension()).isEqualTo(384);

        assertThatIllegalStateException().isThrownBy(() -> model.embed("late")).withMessageContaining("is closed");
        SharedMemory memory = open("memory.db");
        AgentMemory agent = memory.task("order-7").agent("writer");
        agent.remember("The client likes short answers");
        memory.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> agent.remember("too late"))
                .isNotInstanceOf(MemoryException.class)
                .withMessageContaining("open it again");
    }

    @Test
    @Tag("proofs")
    void openingAndClosingKeepsNoNativeMemory() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")), "only Linux tells the resident memory");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OpenAndClose.class.getName(),
                        folder.resolve("memory.db").toString(),
                        "12")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Long> resident;
        try (BufferedReader output = process.inputReader()) {
            resident = output.lines().map(Long::valueOf).toList();
        }

        assertThat(process.waitFor()).isZero();
        assertThat(resident).hasSize(12);
        assertThat(resident.get(11)).isLessThan(resident.get(3) + TOLERATED_KILOBYTES);
    }

    @Test
    @Tag("proofs")
    void aProcessMayEndAtAnyMomentAfterOpening() throws Exception {
        for (int millis = 0; millis <= 700; millis += 100) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-Dslf4j.internal.verbosity=ERROR",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            OpenAndExit.class.getName(),
                            folder.resolve("memory.db").toString(),
                            "" + millis)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();

            assertThat(process.waitFor()).as("exit after %d ms", millis).isZero();
        }
    }
}
