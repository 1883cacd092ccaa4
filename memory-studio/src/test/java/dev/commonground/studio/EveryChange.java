package dev.commonground.studio;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.audit.Revocation;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.WriteSource;
import java.time.Instant;

/** Memories of the task q3, each of which ended in another way. */
public record EveryChange(
        MemoryId annotated,
        MemoryId forgotten,
        MemoryId withdrawn,
        MemoryId expired,
        MemoryId erased,
        MemoryId restored) {

    /** A draft must not be expired when it is written, however busy the machine is. */
    private static final int PATIENCE_MILLIS = 250;

    /** Writes and ends the memories. */
    public static EveryChange in(SharedMemory memory) {
        TaskMemory task = memory.task("q3");
        AgentMemory writer = task.agent("writer");
        MemoryId annotated = writer.remember("Ships on Monday").memory().id();
        writer.annotate(annotated, Metadata.NONE.with("page", 3));
        MemoryId forgotten = writer.remember("Ships by train").memory().id();
        writer.forget(forgotten);
        MemoryId withdrawn = writer.remember("Ships to Leeds").memory().id();
        task.agent("editor").remember("Ships to Leeds");
        writer.log().withdraw(withdrawn);
        Instant soon = Instant.now().plusMillis(PATIENCE_MILLIS);
        MemoryId expired = writer.remember(
                        Draft.finding("Ships this second").expires(soon).build())
                .memory()
                .id();
        MemoryId erased = writer.remember("Ships quokkas").memory().id();
        writer.erase(erased);
        MemoryId restored =
                task.agent("scraper").remember("Ships for nothing").memory().id();
        Revocation revocation = task.audit("ann").revoke(WriteSource.of(Author.agent("scraper")));
        task.audit("ann").restore(revocation.id());
        while (!Instant.now().isAfter(soon)) {
            Thread.onSpinWait();
        }
        return new EveryChange(annotated, forgotten, withdrawn, expired, erased, restored);
    }
}
