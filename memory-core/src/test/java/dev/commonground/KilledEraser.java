package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.io.BufferedReader;
import java.util.List;

/** A process that erases the secrets of a {@link SecretTexts} and is killed before anybody cleans the store. */
public final class KilledEraser {

    private static final String ERASED = "erased";

    private KilledEraser() {}

    /** Erases in a process of its own at a file or a JDBC URL, and kills it with {@code kill -9} after the commit. */
    public static void eraseAndDie(String where) throws Exception {
        Process eraser = ChildProcess.start(KilledEraser.class, where);
        try (BufferedReader output = eraser.inputReader()) {
            assertThat(output.readLine()).isEqualTo(ERASED);
            eraser.toHandle().destroyForcibly();
        }
        assertThat(eraser.waitFor()).as("killed by signal 9").isEqualTo(128 + 9);
    }

    /** Erases all secrets at once, tells it, and waits to be killed. */
    public static void main(String[] arguments) throws InterruptedException {
        SharedMemory memory = MemoryLocation.builder(arguments[0])
                .embeddings(SecretTexts.MODEL)
                .open();
        AgentMemory writer = memory.task("order-7").agent("writer");
        List<MemoryId> secrets = writer.list().stream()
                .filter(secret -> secret.key() != null)
                .map(Memory::id)
                .toList();
        writer.log().eraseAll(secrets);
        System.out.println(ERASED);
        Thread.sleep(Long.MAX_VALUE);
    }
}
