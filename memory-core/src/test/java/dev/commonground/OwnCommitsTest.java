package dev.commonground;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.CommitPlan;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process knows what it has committed, also in steps, without asking the store for it. */
class OwnCommitsTest {

    private static final String TASK = "order-7";

    @TempDir
    Path folder;

    MemoryStore store;
    SharedMemory memory;

    /** The entries that the memory has read from the store. */
    final List<Entry> read = new ArrayList<>();

    /** The commits of steps with their receipts. */
    final Map<Commit, Commit.Receipt> committed = new LinkedHashMap<>();

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder.resolve("memory.db"));
        memory = SharedMemory.builder(observed(store))
                .embeddings(VectorsOnDiskTest.MODEL)
                .open();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private MemoryStore observed(MemoryStore of) {
        return (MemoryStore) Proxy.newProxyInstance(
                MemoryStore.class.getClassLoader(),
                new Class<?>[] {MemoryStore.class},
                (proxy, method, arguments) -> observe(method, arguments, call(of, method, arguments)));
    }

    private static Object call(MemoryStore of, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(of, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object observe(Method method, Object[] arguments, Object result) {
        if (result instanceof MemoryStore.Tail tail) {
            read.addAll(tail.entries());
        } else if (method.getName().equals("commit")) {
            committed.put((Commit) arguments[0], (Commit.Receipt) result);
        }
        return result;
    }

    Step begin(String node, Cursor cursor) {
        return memory.begin(
                StepRequest.builder(TASK, node, "thread-1").cursor(cursor).build());
    }

    Cursor run(String node, Cursor cursor, String text) {
        Step step = begin(node, cursor);
        step.memory().remember(text);
        step.memory().privately().remember("Private: " + text);
        return step.commit();
    }

    @Test
    void aStepDoesNotReadBackWhatItsPredecessorsCommitted() {
        Cursor planned = run("plan", Cursor.EMPTY, "The deadline is friday");
        Cursor written = run("write", planned, "The draft has three pages");
        read.clear();

        Cursor last = run("write", written, "The draft has four pages");

        assertThat(begin("write", last).memory().recall("how many pages has the draft", 5))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(read).isEmpty();
    }

    @Test
    void whatIsKnownOfEachCommitIsWhatTheStoreHasOfIt() {
        Cursor planned = run("plan", Cursor.EMPTY, "The deadline is friday");
        Cursor joined =
                run("left", planned, "The left branch writes").merge(run("right", planned, "The right one too"));
        Step join = begin("join", joined);
        join.accept(joined);
        MemoryId old = join.memory()
                .remember(Draft.decision("Ship on friday")
                        .key("ship.day", "friday")
                        .build())
                .memory()
                .id();
        join.memory()
                .revise(
                        old,
                        Draft.decision("Ship on monday")
                                .key("ship.day", "monday")
                                .build());
        Cursor last = run("end", join.commit(), "All is said");
        memory.task(TASK).agent("auditor").remember("An auditor writes outside of the run");
        begin("idle", last).commit();

        int compared = 0;
        for (Map.Entry<Commit, Commit.Receipt> commit : committed.entrySet()) {
            for (Commit.Append append : commit.getKey().appends()) {
                Commit.Appended appended =
                        requireNonNull(commit.getValue().scopes().get(append.scope()));
                List<Entry> known = CommitPlan.appended(append, appended).orElse(List.of());
                assertThat(known).isEqualTo(stored(append.scope(), appended.position(), known.size()));
                compared += known.size();
            }
        }
        assertThat(compared).isGreaterThan(12);
    }

    @Test
    void aStepThatWritesNothingCommitsNothing() {
        Cursor planned = run("plan", Cursor.EMPTY, "The deadline is friday");
        committed.clear();

        Step idle = begin("idle", planned);
        idle.memory().list();
        idle.commit();

        assertThat(committed).isEmpty();
    }

    @Test
    void aCommitAsksForThePositionsOfTheScopesThatItDoesNotWriteTo() {
        Cursor planned = run("plan", Cursor.EMPTY, "The deadline is friday");
        committed.clear();

        Step plan = begin("plan", planned);
        plan.memory().remember("The price is 40 euros");
        plan.commit();

        String notes = store.find(SharedMemory.DEFAULT_OWNER, Scope.agentOnTask("plan", TASK))
                .orElseThrow()
                .id();
        assertThat(committed.keySet())
                .singleElement()
                .satisfies(commit -> assertThat(commit.others()).containsExactly(notes));
    }

    @Test
    void aBranchAsksForNoPositions() {
        Cursor planned = run("plan", Cursor.EMPTY, "The deadline is friday");
        committed.clear();

        Step branch = memory.begin(StepRequest.builder(TASK, "plan", "thread-1")
                .cursor(planned)
                .place(StepRequest.Place.BRANCH)
                .build());
        branch.memory().remember("The price is 40 euros");
        branch.commit();

        assertThat(committed.keySet())
                .singleElement()
                .satisfies(commit -> assertThat(commit.others()).isEmpty());
    }

    private List<Entry> stored(String scope, long last, int count) {
        return store.readBeyond(scope, last - count, "").entries().subList(0, count);
    }
}
