package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import dev.commonground.store.VectorBytes;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScopeIndexTest {

    private static final Author ANN = Author.person("Ann");
    private static final Author BOB = Author.person("Bob");
    private static final Author WRITER = Author.agent("writer");
    private static final float[] VECTOR = {1, 0};

    private final ScopeIndex index = new ScopeIndex();

    private void add(int ordinal, Author author, Statement statement, Metadata metadata, float @Nullable [] vector) {
        index.add(
                ordinal,
                id(ordinal),
                statement,
                new Assertion(author, Instant.EPOCH, null, null, Origin.PERSON, 0.5, null, metadata, null, List.of()),
                vector == null ? null : VectorBytes.of(vector));
    }

    private void add(int ordinal, Author author, String text) {
        add(ordinal, author, new Statement(Kind.FINDING, null, null, text), Metadata.NONE, null);
    }

    private static MemoryId id(int ordinal) {
        return new MemoryId("m-" + String.valueOf((char) ('a' + ordinal)).repeat(26));
    }

    private static BitSet set(int... ordinals) {
        BitSet set = new BitSet();
        for (int ordinal : ordinals) {
            set.set(ordinal);
        }
        return set;
    }

    @Test
    void aStatementHasOnePassageForEachPersonAndOneForAllAgents() {
        add(0, ANN, "A whale");
        add(0, BOB, "A whale");
        add(0, ANN, "A whale");
        add(0, WRITER, "A whale");
        add(0, Author.agent("critic"), "A whale");
        add(1, ANN, "A boat");

        assertThat(index.size()).isEqualTo(2);
        assertThat(index.id(1)).isEqualTo(id(1));
        assertThat(index.keywords().count("whale")).isEqualTo(3);
        assertThat(index.keywords().count("ann")).isEqualTo(2);
        assertThat(index.passage(0, "Ann")).isZero();
        assertThat(index.passage(0, "Bob")).isEqualTo(1);
        assertThat(index.passage(0, "")).isEqualTo(2);
        assertThat(index.passage(1, "")).isNegative();
        assertThat(index.authors()).contains(ANN, BOB, WRITER).hasSize(4);
    }

    @Test
    void aStatementIsFoundByItsKeyItsValueAndItsAliases() {
        Statement keyed = new Statement(Kind.PREFERENCE, "favouriteDrink", "tea", "She likes it hot");
        add(0, WRITER, keyed, Metadata.NONE.with(Metadata.ALIASES, "beverage"), null);
        add(1, WRITER, "A boat");

        for (String term : List.of("hot", "drink", "tea", "beverag")) {
            assertThat(index.keywords().count(term)).as(term).isEqualTo(1);
        }
    }

    @Test
    void vectorsOfDormantStatementsAreAddedLater() {
        add(0, ANN, "A whale");
        add(1, ANN, "A boat");
        index.leaveDormant(0);

        assertThat(index.hasDormant()).isTrue();
        assertThat(index.isAwake(set(0, 1))).isFalse();
        assertThat(index.isAwake(set(1))).isTrue();
        assertThat(index.dormant(set(0, 1))).isEqualTo(set(0));
        assertThat(index.dormant(set(1))).isEqualTo(set());
        assertThat(index.dimension()).isZero();

        index.awaken(index.passage(0, "Ann"), VectorBytes.of(VECTOR));
        index.awaken(index.passage(0, "Ann"), VectorBytes.of(new float[] {0, 1}));
        index.awake(set(0));

        assertThat(index.hasDormant()).isFalse();
        assertThat(index.isAwake(set(0, 1))).isTrue();
        assertThat(index.dimension()).isEqualTo(2);
        assertThat(index.vectors().has(0)).isTrue();
        assertThat(index.vectors().has(1)).isFalse();
        assertThat(index.vectors().similarity(new Cosine(VECTOR), 0)).isGreaterThan(0.9);
    }

    @Test
    void itWeighsItsPassagesTheirTermsAndTheirVectors() {
        assertThat(index.weight()).isZero();
        add(0, ANN, "A whale");
        long words = index.weight();
        add(1, ANN, new Statement(Kind.FINDING, null, null, "A whale"), Metadata.NONE, new float[384]);

        assertThat(words).isBetween(220L, 400L);
        assertThat(index.weight() - words).isBetween(words + 384, words + 4 * 384);
    }

    @Test
    void aliasesForSomeReadersAreInNoPassage() {
        Assertion secret = new Assertion(
                ANN,
                null,
                Instant.EPOCH,
                null,
                null,
                Origin.PERSON,
                0.5,
                null,
                Metadata.NONE.with(Metadata.ALIASES, "harbour"),
                null,
                List.of(),
                Audience.of(Audience.Member.person("Cid")));
        index.add(0, id(0), new Statement(Kind.FINDING, null, null, "A whale"), secret, null);

        assertThat(index.keywords().count("harbour")).isZero();
        assertThat(index.assertions().names().contains("harbour")).isTrue();
    }
}
