package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.commonground.TeamContract.Member;
import dev.commonground.internal.sqlite.Integrity;
import dev.commonground.memory.Memory;
import dev.commonground.store.MemoryStoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A volume that is full, may only be read, or is shared by containers. The tests mount one, which takes a privileged Linux. */
@Tag("proofs")
class SharedVolumeTest {

    /** What separates two containers on one kernel. */
    private static final List<String> CONTAINER =
            List.of("unshare", "--mount", "--pid", "--ipc", "--uts", "--net", "--fork", "--kill-child", "--mount-proc");

    private static final String LONG_TEXT = "x".repeat(7_000);

    @TempDir
    Path folder;

    boolean mounted;

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private Path mount(String size) throws InterruptedException {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
        assumeTrue(mounted, "this system does not let the test mount a volume");
        return folder.resolve("memory.db");
    }

    private void mountAgain(String options) throws InterruptedException {
        assertThat(run("mount", "-o", "remount," + options, folder.toString())).isTrue();
    }

    @AfterEach
    void unmount() throws InterruptedException {
        if (mounted) {
            assertThat(run("umount", folder.toString())).isTrue();
        }
    }

    static SharedMemory open(Path file) {
        return SharedMemory.builder(file).keywordsOnly().open();
    }

    static int count(SharedMemory memory) {
        return memory.task("a").agent("reader").list().size();
    }

    @Test
    void thatIsFullRefusesTheWriteKeepsEarlierOnesAndGoesOnWithSpace() throws Exception {
        Path file = mount("2m");
        try (SharedMemory memory = open(file)) {
            AgentMemory writer = memory.task("a").agent("writer");
            List<String> acknowledged = new ArrayList<>();

            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            acknowledged.add(
                                    writer.remember(i + LONG_TEXT).memory().text());
                        }
                    })
                    .withMessageContaining("free some space and try again");

            assertThat(acknowledged).isNotEmpty();
            mountAgain("size=20m");
            acknowledged.add(writer.remember("with space again").memory().text());
            assertThat(memory.task("a").agent("reader").list())
                    .extracting(Memory::text)
                    .containsExactlyInAnyOrderElementsOf(acknowledged);
        }
        assertThat(new Integrity(file).problems()).isEmpty();
    }

    @Test
    void thatMayOnlyBeReadIsRefusedAndReadWithoutATrace() throws Exception {
        Path file = mount("20m");
        try (SharedMemory memory = open(file)) {
            memory.task("a").agent("writer").remember("First");
        }
        mountAgain("ro");

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> open(file))
                .withMessageContaining("open it with readOnly()");
        try (SharedMemory memory =
                SharedMemory.builder(file).keywordsOnly().readOnly().open()) {
            assertThat(count(memory)).isEqualTo(1);
        }
    }

    @Test
    void thatTwoContainersShareLosesNothing() throws Exception {
        assumeTrue(
                run("unshare", "--mount", "--pid", "--ipc", "--uts", "--net", "--fork", "true"),
                "this system does not let the test separate processes");
        Path file = folder.resolve("memory.db");
        List<String> names = TeamContract.names(2);
        List<Member> containers = new ArrayList<>();
        try (SharedMemory memory = open(file)) {
            for (String name : names) {
                containers.add(Member.start(CONTAINER, file.toString(), name));
            }

            assertThat(TeamContract.ask(containers, "write")).containsOnly("done");

            TeamContract.checkNothingIsLostOrDuplicated(memory, names);
            assertThat(TeamContract.ask(containers, "list")).containsOnly(TeamContract.visible(memory));
        } finally {
            for (Member container : containers) {
                container.input().close();
                container.process().waitFor();
            }
        }
        assertThat(new Integrity(file).problems()).isEmpty();
    }
}
