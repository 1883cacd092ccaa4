package dev.commonground.internal.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import dev.commonground.store.Entry;
import dev.commonground.store.StatementVector;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A budget of heap holds only if everything that entries hold has a weight. */
class EntryWeightTest {

    private static final MemoryId ID = new MemoryId("m-" + "a".repeat(26));
    private static final Author WRITER = Author.agent("writer");
    private static final Statement STATEMENT = new Statement(Kind.FINDING, null, null, "text");
    private static final Metadata EMPTY = new Metadata(Map.of());
    private static final int LONGER = 200;

    private static Assertion assertion(String evidence, Metadata metadata, List<MemoryId> derivedFrom) {
        return new Assertion(WRITER, Instant.EPOCH, null, null, Origin.AGENT, 1, evidence, metadata, null, derivedFrom);
    }

    private static Entry.Assert says(Statement statement) {
        return new Entry.Assert(ID, statement, assertion("words", EMPTY, List.of()), List.of());
    }

    private static Entry.Assert with(Metadata metadata) {
        return new Entry.Assert(ID, STATEMENT, assertion("words", metadata, List.of()), List.of());
    }

    private static Arguments text(String name, Function<String, Entry.Action> action) {
        return arguments(name, action);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                text("text", text -> says(new Statement(Kind.FINDING, null, null, text))),
                text("key", text -> says(new Statement(Kind.FINDING, text, "value", "text"))),
                text("value", text -> says(new Statement(Kind.FINDING, "key", text, "text"))),
                text("evidence", text -> new Entry.Assert(ID, STATEMENT, assertion(text, EMPTY, List.of()), List.of())),
                text("name of metadata", text -> with(new Metadata(Map.of(text, 1L)))),
                text("metadata", text -> with(new Metadata(Map.of("team", text)))),
                text(
                        "annotation",
                        text -> new Entry.Annotate(ID, WRITER, Instant.EPOCH, new Metadata(Map.of("team", text)))),
                text("reason to forget", text -> new Entry.Forget(WRITER, Instant.EPOCH, List.of(), text)),
                text(
                        "text held back",
                        text -> new Entry.Quarantine(
                                ID,
                                new Statement(Kind.FINDING, null, null, text),
                                assertion("words", EMPTY, List.of()),
                                "reason")),
                text(
                        "reason to hold back",
                        text -> new Entry.Quarantine(ID, STATEMENT, assertion("words", EMPTY, List.of()), text)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void everyTextWeighsItsCharacters(String name, Function<String, Entry.Action> action) {
        long shorter = EntryWeight.of(action.apply("x"));

        assertThat(EntryWeight.of(action.apply("x".repeat(1 + LONGER)))).isEqualTo(shorter + LONGER);
        assertThat(shorter).isBetween(300L, 600L);
    }

    private static List<Long> positions(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    static Stream<Arguments> lists() {
        Function<Integer, Entry.Action> sources = count -> new Entry.Assert(
                ID, STATEMENT, assertion("words", EMPTY, List.of(ID, ID, ID).subList(0, count)), List.of());
        Function<Integer, Entry.Action> retracted =
                count -> new Entry.Forget(WRITER, Instant.EPOCH, positions(count), null);
        Function<Integer, Entry.Action> swept = count -> new Entry.Sweep(Instant.EPOCH, positions(count));
        Function<Integer, Entry.Action> tip = count -> {
            TreeMap<Long, Long> lanes = new TreeMap<>();
            positions(count).forEach(lane -> lanes.put(lane, 1L));
            return new Entry.Tip("run", lanes);
        };
        return Stream.of(
                arguments("sources", sources, 32),
                arguments("retracted entries", retracted, 32),
                arguments("swept entries", swept, 32),
                arguments("lanes of a tip", tip, 64));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void everyElementOfAListWeighs(String name, Function<Integer, Entry.Action> action, int bytes) {
        long one = EntryWeight.of(action.apply(1));

        assertThat(EntryWeight.of(action.apply(3))).isEqualTo(one + 2L * bytes);
    }

    @Test
    void metadataWeighsMoreThanItsTexts() {
        long one = EntryWeight.of(with(new Metadata(Map.of("a", "x"))));

        assertThat(EntryWeight.of(with(new Metadata(Map.of("a", "x", "b", "y")))))
                .isEqualTo(one + 100 + 2);
    }

    @Test
    void aWaitingCommitWeighsItsEntriesAndVectors() {
        Entry entry = new Entry(1, Entry.DIRECT, null, 0, says(STATEMENT));
        StatementVector vector = new StatementVector(ID, "", "model", new float[384]);
        long none = EntryWeight.of(List.of(), List.of());

        assertThat(EntryWeight.of(List.of(entry, entry), List.of()))
                .isEqualTo(none + 2 * EntryWeight.of(entry.action()));
        assertThat(EntryWeight.of(List.of(), List.of(vector, vector)))
                .isEqualTo(none + 2L * (32 + vector.bytes().length));
    }
}
