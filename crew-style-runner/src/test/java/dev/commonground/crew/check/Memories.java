package dev.commonground.crew.check;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Memories for tests, without a store. */
final class Memories {

    private Memories() {}

    static Memory constraint(String key, String value) {
        return of(Kind.CONSTRAINT, key, value, key + " is " + value);
    }

    static Memory of(Kind kind, @Nullable String key, @Nullable String value, String text) {
        String id = ("m-" + (kind + text).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") + "a".repeat(26))
                .substring(0, 28);
        return new Memory(
                new MemoryId(id),
                Scope.task("q3"),
                new Statement(kind, key, value, text),
                Memory.Status.LIVE,
                List.of(new Assertion(
                        Author.person("client"),
                        Instant.EPOCH,
                        null,
                        null,
                        Origin.PERSON,
                        1,
                        null,
                        Metadata.NONE,
                        null,
                        List.of())),
                Metadata.NONE);
    }
}
