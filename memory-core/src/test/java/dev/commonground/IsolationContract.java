package dev.commonground;

import dev.commonground.store.MemoryStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Agents, users, tasks and owners with similar names never see each other's memories. */
@Tag("repeated")
interface IsolationContract {

    /** The number of calls in one world. */
    int CALLS = 1_000;

    /** Names that are easily mistaken for each other. */
    List<String> NAMES = List.of(
            "crew",
            "crew-2",
            "crew_2",
            "crew%",
            "crew*",
            "crew/2",
            "crew/../crew",
            "Crew",
            "CREW",
            "c",
            "cre",
            "%",
            "_",
            "*",
            "..",
            "../crew",
            "caf\u00e9",
            "cafe\u0301",
            "cafe",
            "\ud83e\udd8a",
            "\ud83e\udd8a\ud83e\udd8a",
            "\ud83d\udc69\u200d\ud83d\udcbb",
            "stra\u00dfe",
            "STRASSE",
            "crew 2",
            "user",
            "local",
            "1:crew");

    /** Returns an empty store. */
    MemoryStore newStore();

    static LongStream seeds() {
        return Proofs.seeds(2, 6);
    }

    /** Opens memories of a store for several owners. */
    static IsolationWorld.Opener opener(MemoryStore store) {
        return (owner, listener) -> SharedMemory.builder(store)
                .owner(owner)
                .listener(listener)
                .rights(request -> true)
                .keywordsOnly()
                .open();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.commonground.IsolationContract#seeds")
    default void aThousandCallsRevealNothingToOtherReaders(long seed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        try (MemoryStore store = newStore()) {
            IsolationWorld world = new IsolationWorld(opener(store), names.subList(0, 7), random);
            while (world.calls() < CALLS) {
                world.call();
            }
        }
    }
}
