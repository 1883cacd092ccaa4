package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.internal.sqlite.Integrity;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.store.Commit;
import dev.commonground.store.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The calls of processes on one file are linearizable, and those on a store that is broken on purpose are not. */
class RecordedCallsTest implements LinearizabilityContract {

    @TempDir
    Path folder;

    @Override
    public String where() {
        return folder.resolve("memory.db").toString();
    }

    @Override
    public List<String> problems() throws SQLException {
        return new Integrity(Path.of(where())).problems();
    }

    /** Ways in which a store can break its promises. */
    enum Defect {
        /** It commits although the scope is not where the commit demands. */
        IGNORES_CONDITIONS,
        /** Every fifth reader of a scope is told that there is nothing new. */
        ANSWERS_STALE
    }

    /** Returns a store with a defect over a sound one. */
    private static MemoryStore broken(MemoryStore sound, Defect defect) {
        AtomicInteger reads = new AtomicInteger();
        return (MemoryStore) Proxy.newProxyInstance(
                MemoryStore.class.getClassLoader(), new Class<?>[] {MemoryStore.class}, (proxy, method, arguments) -> {
                    if (defect == Defect.IGNORES_CONDITIONS && method.getName().equals("commit")) {
                        arguments[0] = ((Commit) arguments[0]).onlyAt(Map.of());
                    }
                    if (defect == Defect.ANSWERS_STALE
                            && method.getName().equals("readBeyond")
                            && (long) arguments[1] > 0
                            && reads.incrementAndGet() % 5 == 0) {
                        return new MemoryStore.Tail(List.of(), List.of());
                    }
                    try {
                        return method.invoke(sound, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Tag("proofs")
    @ParameterizedTest(name = "{0}")
    @EnumSource
    void findsAStoreThat(Defect defect) throws Exception {
        CallHistory history = new CallHistory();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        RecordedClient.Rounds rounds = new RecordedClient.Rounds(System.nanoTime(), TimeUnit.SECONDS.toNanos(1));
        List<Thread> clients = new ArrayList<>();
        try (MemoryStore sound = SqliteStore.open(Path.of(where()))) {
            RecordedClient.createCells(RecordedClient.open(SharedMemory.builder(sound)), 4);
            for (int process = 0; process < RecordedClient.PROCESSES; process++) {
                SharedMemory memory = RecordedClient.open(SharedMemory.builder(broken(sound, defect)));
                RecordedClient client =
                        new RecordedClient(memory, process, rounds, history.linesOf(String.valueOf(process)));
                clients.add(new Thread(() -> client.run(() -> System.nanoTime() < end)));
            }
            clients.forEach(Thread::start);
            for (Thread client : clients) {
                client.join();
            }
        }

        assertThat(history.violations()).isNotEmpty();
    }
}
