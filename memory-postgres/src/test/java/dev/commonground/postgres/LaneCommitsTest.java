package dev.commonground.postgres;

import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.says;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.Proofs;
import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commits of steps, in processes that assume different things of the lanes and tips. */
@Tag("repeated")
class LaneCommitsTest {

    static final int ROUNDS = Proofs.times(10, 200);

    /** Two of the three processes are at the same node. */
    static final int NODES = 2;

    final String schema = TestServer.newSchema();
    final List<MemoryStore> stores = List.of(open(), open(), open());
    final ScopeRecord task =
            stores.get(0).open("local", List.of(Scope.task("a"))).get(0);

    MemoryStore open() {
        return PostgresStore.builder(TestServer.source()).schema(schema).open();
    }

    @AfterEach
    void close() {
        stores.forEach(MemoryStore::close);
    }

    /** A run of a node, at the cursor that its next commit begins with. */
    record Run(ScopeRecord scope, String run, SortedMap<Long, Long> lanes, long read) {

        Commit commit(String text) {
            return commit(text, "node");
        }

        Commit commit(String text, String node) {
            return Commit.of(List.of(new Commit.Append(
                    scope.id(),
                    new Commit.LaneClaim(run, "thread", "writer", node, lanes, read),
                    List.of(says(scope, text)),
                    List.of(),
                    new Commit.TipMove(run, lanes, lanes))));
        }

        Run after(Commit.Receipt receipt) {
            Commit.Appended appended = appended(receipt, scope);
            SortedMap<Long, Long> next = new TreeMap<>(lanes);
            next.put(appended.lane(), appended.number());
            return new Run(scope, run, next, appended.position());
        }
    }

    Run begun(String run) {
        return new Run(task, run, new TreeMap<>(), 0);
    }

    static Commit.Appended appended(Commit.Receipt receipt, ScopeRecord scope) {
        return requireNonNull(receipt.scopes().get(scope.id()));
    }

    static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : pool.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void ofOneRunAtOnceAreAcceptedOnce() throws Exception {
        Run run = begun("run");
        for (int round = 0; round < ROUNDS; round++) {
            Run now = run;
            String text = "round " + round;
            List<Callable<Commit.Receipt>> calls = IntStream.range(0, stores.size())
                    .<Callable<Commit.Receipt>>mapToObj(i ->
                            () -> stores.get(i).commit(now.commit(text, "node-" + i % NODES)))
                    .toList();
            List<Commit.Receipt> accepted =
                    together(calls).stream().filter(Commit.Receipt::accepted).toList();

            assertThat(accepted).hasSize(1);
            run = now.after(accepted.get(0));
        }

        assertThat(run.lanes().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(ROUNDS);
        assertThat(TestServer.problems(schema)).isEmpty();
        assertThat(stores.get(0).verify("local").flaws()).isEmpty();
    }

    @Test
    void ofSeveralRunsAtOnceAreAllAccepted() throws Exception {
        List<Callable<Run>> writers = new ArrayList<>();
        for (int writer = 0; writer < stores.size(); writer++) {
            MemoryStore store = stores.get(writer);
            Run first = begun("run-" + writer);
            writers.add(() -> {
                Run run = first;
                for (int round = 0; round < ROUNDS; round++) {
                    run = run.after(store.commit(run.commit(run.run() + " " + round)));
                }
                return run;
            });
        }

        assertThat(together(writers)).allSatisfy(run -> assertThat(run.lanes()).containsValue((long) ROUNDS));
        assertThat(TestServer.problems(schema)).isEmpty();
        assertThat(stores.get(0).verify("local").flaws()).isEmpty();
    }

    @Test
    void tellWhetherSomethingWasRevokedMeanwhile() {
        MemoryStore here = stores.get(0);
        MemoryStore there = stores.get(1);
        Run run = begun("run").after(here.commit(begun("run").commit("first")));

        there.commit(direct(task, says(task, "from elsewhere")));
        Commit.Receipt undisturbed = here.commit(run.commit("second"));
        there.commit(direct(task, revocation()));
        Commit.Receipt disturbed = here.commit(run.after(undisturbed).commit("third"));

        assertThat(appended(undisturbed, task).undisturbed()).isTrue();
        assertThat(appended(disturbed, task).undisturbed()).isFalse();
    }

    static Entry.Revoke revocation() {
        return new Entry.Revoke(
                "r-1", Author.person("Ann"), Instant.parse("2026-11-22T12:00:00Z"), null, Entry.SourcesElsewhere.NONE);
    }

    @Test
    void tellThePositionsOfOtherScopes() {
        MemoryStore store = stores.get(0);
        ScopeRecord user = store.open("local", List.of(Scope.user("ada"))).get(0);
        store.commit(direct(user, says(user, "one"), says(user, "two")));
        Run run = begun("run");

        Commit.Receipt first = store.commit(run.commit("first").asking(List.of(user.id())));
        stores.get(1).commit(direct(user, says(user, "three")));
        Commit.Receipt second =
                stores.get(2).commit(run.after(first).commit("second").asking(List.of(user.id())));

        assertThat(appended(first, user).position()).isEqualTo(2);
        assertThat(appended(second, user).position()).isEqualTo(3);
    }
}
