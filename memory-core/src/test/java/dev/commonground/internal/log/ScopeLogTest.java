package dev.commonground.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import dev.commonground.store.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScopeLogTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<String> RUNS = List.of("run-a", "run-b");
    private static final int STATEMENTS = 12;

    final ScopeLog log = new ScopeLog();

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    private static Entry.Assert says(int statement, @Nullable Instant expires, List<Long> retracts) {
        return new Entry.Assert(
                new MemoryId("m-%026d"
                        .formatted(statement)
                        .replace('0', 'a')
                        .replace('1', 'b')
                        .replace('8', 'c')
                        .replace('9', 'd')),
                new Statement(Kind.FINDING, "key " + statement % 3, "value " + statement, "statement " + statement),
                new Assertion(
                        Author.agent("ann"),
                        NOON,
                        null,
                        null,
                        Origin.AGENT,
                        1,
                        null,
                        new Metadata(Map.of()),
                        expires,
                        List.of()),
                retracts);
    }

    private void direct(Entry.Action action) {
        log.append(new Entry(log.position() + 1, Entry.DIRECT, null, log.position() + 1, action));
    }

    /** Returns the live statements by asking for each key. */
    private BitSet liveByKey(Snapshot snapshot) {
        BitSet live = new BitSet();
        IntStream.range(0, 3)
                .forEach(key -> log.about("key " + key, snapshot).forEach(logged -> live.set(logged.ordinal())));
        return live;
    }

    /** Returns the live statements by checking each assertion. */
    private BitSet liveByAssertion(Snapshot snapshot) {
        BitSet live = new BitSet();
        for (LoggedStatement logged : log.statements()) {
            live.set(
                    logged.ordinal(),
                    logged.assertions().stream()
                            .anyMatch(one -> log.visibility().isLive(snapshot, one)));
        }
        return live;
    }

    @Nested
    class Live {

        @ParameterizedTest(name = "seed {0}")
        @MethodSource("dev.commonground.internal.log.ScopeLogTest#seeds")
        void matchesTheVisibilityOfEachAssertion(long seed) {
            Random random = new Random(seed);
            List<SortedMap<Long, Long>> heads = List.of(new TreeMap<>(), new TreeMap<>());
            for (int step = 0; step < 120; step++) {
                append(random, heads);
                for (int read = random.nextInt(3); read > 0; read--) {
                    Instant now = NOON.plusSeconds(random.nextInt(40) - 5);
                    assertThat(log.live(Snapshot.latest(now))).isEqualTo(liveByAssertion(Snapshot.latest(now)));
                    Snapshot past = new Snapshot(
                            random.nextInt((int) log.position() + 1),
                            random.nextBoolean() ? Set.of() : Set.of(RUNS.get(0)),
                            some(random, heads.get(0)),
                            now);
                    assertThat(log.live(past)).isEqualTo(liveByAssertion(past));
                    assertThat(liveByKey(Snapshot.latest(now))).isEqualTo(liveByAssertion(Snapshot.latest(now)));
                    assertThat(liveByKey(past)).isEqualTo(liveByAssertion(past));
                    for (Snapshot snapshot : List.of(Snapshot.latest(now), past)) {
                        assertThat(aboutAllKeys(snapshot)).isEqualTo(liveByAssertion(snapshot));
                    }
                }
            }
        }

        private BitSet aboutAllKeys(Snapshot snapshot) {
            BitSet about = new BitSet();
            for (int key = 0; key < 3; key++) {
                List<LoggedStatement> live = log.about("key " + key, snapshot);
                assertThat(live).doesNotHaveDuplicates();
                live.forEach(statement -> about.set(statement.ordinal()));
            }
            return about;
        }

        private void append(Random random, List<SortedMap<Long, Long>> heads) {
            int run = random.nextInt(2);
            switch (random.nextInt(5)) {
                case 0 -> direct(new Entry.Tip(RUNS.get(run), some(random, heads.get(run))));
                case 1 -> direct(new Entry.Forget(Author.agent("bob"), NOON, positions(random)));
                case 2 -> direct(statement(random));
                default -> {
                    long lane = 1L + 2L * random.nextInt(2) + run;
                    long number = heads.get(run).merge(lane, 1L, Long::sum);
                    log.append(new Entry(log.position() + 1, lane, RUNS.get(run), number, statement(random)));
                }
            }
        }

        private Entry.Assert statement(Random random) {
            Instant expires = random.nextInt(3) == 0 ? NOON.plusSeconds(random.nextInt(30)) : null;
            return says(random.nextInt(STATEMENTS), expires, positions(random));
        }

        private List<Long> positions(Random random) {
            List<Long> positions = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0 && log.position() > 0; i--) {
                positions.add(1L + random.nextInt((int) log.position()));
            }
            return positions;
        }

        private SortedMap<Long, Long> some(Random random, SortedMap<Long, Long> heads) {
            SortedMap<Long, Long> reached = new TreeMap<>();
            heads.forEach((lane, number) -> reached.put(lane, random.nextLong(number + 1)));
            return reached;
        }

        @Test
        void endsWithTheLastAssertionThatDoesNotExpire() {
            direct(says(0, NOON, List.of()));
            direct(says(1, NOON, List.of()));
            direct(says(1, null, List.of()));

            assertThat(log.live(Snapshot.latest(NOON.minusMillis(1)))).isEqualTo(BitSet.valueOf(new long[] {0b11}));
            assertThat(log.live(Snapshot.latest(NOON))).isEqualTo(BitSet.valueOf(new long[] {0b10}));
            assertThat(log.live(Snapshot.latest(NOON.minusMillis(1)))).isEqualTo(BitSet.valueOf(new long[] {0b11}));
        }

        @Test
        void followsATipBackAndForth() {
            SortedMap<Long, Long> first = new TreeMap<>(Map.of(7L, 1L));
            SortedMap<Long, Long> both = new TreeMap<>(Map.of(7L, 2L));
            log.append(new Entry(1, 7, "run-a", 1, says(0, null, List.of())));
            log.append(new Entry(2, 7, "run-a", 2, says(1, null, List.of(1L))));

            assertThat(log.live(Snapshot.latest(NOON))).isEqualTo(new BitSet());
            direct(new Entry.Tip("run-a", both));
            assertThat(log.live(Snapshot.latest(NOON))).isEqualTo(BitSet.valueOf(new long[] {0b10}));
            direct(new Entry.Tip("run-a", first));
            assertThat(log.live(Snapshot.latest(NOON))).isEqualTo(BitSet.valueOf(new long[] {0b01}));
        }
    }

    @Test
    void aKeyThatIsRewrittenCostsOnlyWhatIsLiveThen() {
        int rewrites = 1_000;
        for (int i = 0; i < rewrites; i++) {
            direct(says(3 * i, null, i == 0 ? List.of() : List.of((long) i)));
        }

        assertThat(log.mayBeLive("key 0", Snapshot.latest(NOON))).hasSize(1);
        assertThat(log.mayBeLive("key 0", new Snapshot(rewrites - 1, Set.of(), new TreeMap<>(), NOON)))
                .hasSize(2);
        assertThat(log.about("key 0", new Snapshot(7, Set.of(), new TreeMap<>(), NOON)))
                .extracting(statement -> statement.statement().text())
                .containsExactly("statement 18");
    }

    @Test
    void keepsOneCopyOfEqualPartsOfAssertions() {
        direct(says(0, null, List.of()));
        direct(says(1, null, List.of()));

        Assertion first = log.statements().get(0).assertions().get(0).assertion();
        Assertion second = log.statements().get(1).assertions().get(0).assertion();
        assertThat(second).isEqualTo(first);
        assertThat(second.author()).isSameAs(first.author());
        assertThat(second.metadata()).isSameAs(Metadata.NONE);
    }
}
