package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.AgentMemory;
import dev.commonground.Proofs;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.WriteOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A writer assumes that its scope is unchanged. If the assumption is wrong, the writer must read the new entries first.
 */
@Tag("repeated")
class AssumedPositionTest {

    final String schema = TestServer.newSchema();
    final SharedMemory memory = open();
    final SharedMemory elsewhere = open();
    final AgentMemory here = memory.task("a").agent("here");
    final AgentMemory there = elsewhere.task("a").agent("there");

    SharedMemory open() {
        return SharedMemory.builder(PostgresStore.builder(TestServer.source())
                        .schema(schema)
                        .open())
                .keywordsOnly()
                .open();
    }

    @BeforeEach
    void letTheWriterAssumeAPosition() {
        here.remember("The client wants figures");
        here.remember("The client wants an annex");
        here.remember("The client wants a summary");
    }

    @AfterEach
    void close() {
        memory.close();
        elsewhere.close();
    }

    static Draft tone(String value) {
        return Draft.constraint("The tone is " + value).key("tone", value).build();
    }

    @Test
    void knowsAStatementFromElsewhere() {
        there.remember("The board meets on Monday");

        assertThat(here.remember("The board meets on Monday")).isInstanceOf(WriteOutcome.AlreadyKnown.class);
    }

    @Test
    void isInConflictWithAValueFromElsewhere() {
        there.remember(tone("formal"));

        assertThat(here.remember(tone("casual"))).isInstanceOf(WriteOutcome.InConflict.class);
    }

    @Test
    void addsAStatementThatWasForgottenElsewhere() {
        Memory figures = there.recall("figures", 1).get(0).memory();
        there.log().forget(figures.id(), "it is out of date");

        assertThat(here.remember("The client wants figures")).isInstanceOf(WriteOutcome.Added.class);
        assertThat(there.find(figures.id()))
                .hasValueSatisfying(memory -> assertThat(memory.live()).isTrue());
    }

    @Test
    void writesToANewTaskAfterADeletionElsewhere() {
        elsewhere.task("a").delete();

        assertThat(here.remember("The client wants a price")).isInstanceOf(WriteOutcome.Added.class);
        assertThat(there.recall("client", 5))
                .extracting(match -> match.memory().text())
                .containsExactly("The client wants a price");
    }

    @Test
    void forgetsAStatementFromElsewhere() {
        Memory monday = there.remember("The board meets on Monday").memory();

        here.log().forget(monday.id(), "it is out of date");

        assertThat(there.find(monday.id()))
                .hasValueSatisfying(memory -> assertThat(memory.live()).isFalse());
    }

    @Test
    void losesAndDuplicatesNothingIfManyAssumptionsAreWrong() throws Exception {
        int writers = 4;
        int each = Proofs.times(5, 20);
        ExecutorService pool = Executors.newFixedThreadPool(2 * writers);
        List<Future<Boolean>> running = new ArrayList<>();
        for (int w = 0; w < 2 * writers; w++) {
            AgentMemory writer = (w < writers ? memory : elsewhere).task("b").agent("writer-" + w);
            int own = w;
            running.add(pool.submit(() -> {
                for (int i = 0; i < each; i++) {
                    writer.remember("Fact %d of writer %d".formatted(i, own));
                    writer.remember("Fact %d of all".formatted(i));
                }
                return true;
            }));
        }
        for (Future<Boolean> one : running) {
            one.get();
        }
        pool.shutdown();

        for (SharedMemory one : List.of(memory, elsewhere)) {
            List<Memory> all = one.task("b").agent("reader").list();
            assertThat(all).hasSize(2 * writers * each + each);
            assertThat(new TreeSet<>(all.stream().map(Memory::text).toList())).hasSize(2 * writers * each + each);
            assertThat(all)
                    .filteredOn(memory -> memory.text().endsWith("of all"))
                    .allSatisfy(memory -> assertThat(memory.authors()).hasSize(2 * writers));
        }
    }
}
