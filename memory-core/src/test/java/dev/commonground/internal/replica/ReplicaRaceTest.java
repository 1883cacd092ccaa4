package dev.commonground.internal.replica;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.commonground.StubStore;
import dev.commonground.internal.search.Embedder;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.store.Entry;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementIdentity;
import java.time.Instant;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Concurrent readers of a replica that catches up, in every interleaving that Lincheck finds. */
@Tag("race")
@Param(name = "word", gen = IntGen.class, conf = "0:2")
public class ReplicaRaceTest {

    private static final StatementIdentity IDENTITY = new StatementIdentity(new byte[] {1});
    private static final ScopeRecord SCOPE = new ScopeRecord("t1", Scope.task("order-7"), IDENTITY);
    private static final List<Entry.Assert> WORDS = List.of(word(0), word(1), word(2));

    private final StubStore store = new StubStore();
    private final ScopeReplica replica = new ScopeReplica(SCOPE, store, Embedder.NONE, Long.MAX_VALUE, grown -> {});

    private static Entry.Assert word(int number) {
        Statement statement = new Statement(Kind.FINDING, null, null, "word %d".formatted(number));
        Assertion assertion = new Assertion(
                Author.agent("ann"),
                Instant.EPOCH,
                null,
                null,
                Origin.AGENT,
                0.5,
                null,
                Metadata.NONE,
                null,
                List.of());
        return new Entry.Assert(IDENTITY.of(statement), statement, assertion, List.of());
    }

    @Operation
    public void say(@Param(name = "word") int word) {
        store.append(SCOPE.id(), WORDS.get(word));
    }

    /** Returns the number of visible words. The log rejects an entry that is appended twice. */
    @Operation
    public long read() {
        return replica.read((log, index) -> log.position());
    }

    @Test
    void readersSeeEveryWriteThatCameBefore() {
        new ModelCheckingOptions()
                .iterations(4)
                .invocationsPerIteration(50)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(0)
                .addGuarantee(forClasses(name -> name.startsWith("dev.commonground.recall"))
                        .allMethods()
                        .ignore())
                .check(getClass());
    }
}
