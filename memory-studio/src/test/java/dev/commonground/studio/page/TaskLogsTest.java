package dev.commonground.studio.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Memory;
import dev.commonground.store.MemoryStore;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of a log the page reads. */
class TaskLogsTest {

    @TempDir
    Path folder;

    /** From which positions the page has read. */
    final List<Object> positions = new ArrayList<>();

    /** Returns the store, which notes each reading of a log. */
    private MemoryStore noting(MemoryStore store) {
        return (MemoryStore) Proxy.newProxyInstance(
                MemoryStore.class.getClassLoader(), new Class<?>[] {MemoryStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("readBeyond")) {
                        positions.add(arguments[1]);
                    }
                    return method.invoke(store, arguments);
                });
    }

    @Test
    void readsEachEntryOnceUntilSomethingIsErased() {
        try (SqliteStore store = SqliteStore.open(folder.resolve("memory.db"));
                SharedMemory memory = SharedMemory.builder(store).keywordsOnly().open()) {
            TaskLogs logs = new TaskLogs(noting(store), SharedMemory.DEFAULT_OWNER);
            Memory one = memory.task("q3").agent("writer").remember("One").memory();
            memory.task("q3").agent("editor").remember("Two");

            assertThat(logs.of("q3").moments().all()).hasSize(2);
            assertThat(logs.of("q3").moments().all()).hasSize(2);
            memory.task("q3").agent("writer").remember("Three");
            assertThat(logs.of("q3").moments().all()).hasSize(3);
            assertThat(positions).containsExactly(0L, 2L, 2L);

            memory.task("q3").agent("writer").erase(one.id());
            assertThat(logs.of("q3").moments().all()).hasSize(2);
            assertThat(positions).containsExactly(0L, 2L, 2L, 3L, 0L);
            assertThat(logs.of("q4").moments().all()).isEmpty();
        }
    }
}
