package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import dev.commonground.store.StatementIdentity;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Concurrent readers of an index with pending texts, in every interleaving that Lincheck finds. */
@Tag("race")
@Param(name = "passage", gen = IntGen.class, conf = "0:2")
public class ScopeIndexRaceTest {

    private static final StatementIdentity IDENTITY = new StatementIdentity(new byte[] {1});
    private static final int PASSAGES = 3;

    private final ScopeIndex index = new ScopeIndex();

    /** Starts with an index whose texts are all pending. */
    public ScopeIndexRaceTest() {
        for (int i = 0; i < PASSAGES; i++) {
            Statement statement = new Statement(Kind.FINDING, null, null, "budget" + " more".repeat(i));
            index.addPassage(i, IDENTITY.of(statement), statement, "", null);
        }
    }

    @Operation
    public int length(@Param(name = "passage") int passage) {
        return index.keywords().length(passage);
    }

    @Operation
    public int holders() {
        return index.keywords().count("budget");
    }

    @Test
    void eachReaderFindsEachPassageTokenizedOnce() {
        assertThat(holders()).isEqualTo(PASSAGES);
        new ModelCheckingOptions()
                .iterations(10)
                .invocationsPerIteration(200)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(1)
                .addGuarantee(forClasses(name -> name.equals(Tokenizer.class.getName()))
                        .allMethods()
                        .treatAsAtomic())
                .check(getClass());
    }
}
