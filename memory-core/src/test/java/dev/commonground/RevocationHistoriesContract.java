package dev.commonground;

import dev.commonground.store.MemoryStore;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random histories with revocations show what the definition says. */
@Tag("repeated")
interface RevocationHistoriesContract {

    /** Returns an empty store. */
    MemoryStore newStore();

    static LongStream seeds() {
        return Proofs.seeds(2, 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.commonground.RevocationHistoriesContract#seeds")
    default void oneScopeShowsExactlyWhatTheDefinitionSays(long seed) {
        try (MemoryStore store = newStore()) {
            new RevocationHistories(store, seed, false).run(60);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.commonground.RevocationHistoriesContract#seeds")
    default void severalScopesShowNothingThatIsRevoked(long seed) {
        try (MemoryStore store = newStore()) {
            new RevocationHistories(store, seed, true).run(60);
        }
    }
}
