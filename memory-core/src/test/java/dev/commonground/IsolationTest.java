package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Memory;
import dev.commonground.store.MemoryStore;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The isolation contract on SQLite, and the proof that its check finds stores that confuse names. */
class IsolationTest implements IsolationContract {

    @TempDir
    Path folder;

    @Override
    public MemoryStore newStore() {
        return SqliteStore.open(folder.resolve("memory.db"));
    }

    /** Ways in which a store may confuse two names. */
    enum Confusion {
        PREFIX,
        CASE,
        COMBINING_MARKS,
        WILDCARD;

        boolean matches(String stored, String requested) {
            return switch (this) {
                case PREFIX -> stored.startsWith(requested);
                case CASE -> stored.equalsIgnoreCase(requested);
                case COMBINING_MARKS -> nfc(stored).equals(nfc(requested));
                case WILDCARD -> requested.equals("%") || requested.equals("*") || stored.equals(requested);
            };
        }

        private static String nfc(String name) {
            return Normalizer.normalize(name, Normalizer.Form.NFC);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aStoreThatConfusesNamesLeaks(Confusion confusion) {
        List<String> names = switch (confusion) {
            case PREFIX -> List.of("crew", "crew-2", "crew-22", "c");
            case CASE -> List.of("crew", "Crew", "CREW");
            case COMBINING_MARKS -> List.of("caf\u00e9", "cafe\u0301", "cafe");
            case WILDCARD -> List.of("crew", "%", "*");
        };
        try (MemoryStore store = new NameConfusingStore(newStore(), confusion::matches)) {
            IsolationWorld world = new IsolationWorld(IsolationContract.opener(store), names, new Random(1));

            assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> {
                while (world.calls() < CALLS) {
                    world.call();
                }
            });
        }
    }

    @Test
    void namesAreTheSameIfTheirCharactersAre() {
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            memory.task("caf\u00e9").agent("ann").remember("composed");
            memory.task("cafe\u0301").agent("ann").remember("decomposed");

            assertThat(memory.task(" caf\u00e9\u2003").agent(" ann ").list())
                    .extracting(Memory::text)
                    .containsExactly("composed");
            assertThat(memory.task("cafe\u0301").agent("ann").list())
                    .extracting(Memory::text)
                    .containsExactly("decomposed");
        }
    }
}
