package dev.commonground;

import static java.util.Objects.requireNonNull;

import dev.commonground.internal.session.Reviewer;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.WriteOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the write guard held back in one scope, for a reviewer. No recall, briefing, list, history, change, count or export
 * shows it, also not as of an older moment.
 *
 * <pre>{@code
 * Quarantine quarantine = memory.task("order-7").quarantine("eve");
 * for (Quarantine.Held held : quarantine.list(100, null)) {
 *     quarantine.reject(held);
 * }
 * }</pre>
 *
 * <p>Give it to persons who review, and never to a model: the texts are shown as they were written, and {@link
 * dev.commonground.memory.PromptText} makes them safe to display. Thread-safe, and safe for several reviewers and processes.
 */
public final class Quarantine {

    private static final int MOST = 1_000;

    private final Reviewer reviewer;

    Quarantine(Reviewer reviewer) {
        this.reviewer = reviewer;
    }

    /**
     * A memory in quarantine.
     *
     * @param position where it is kept, which orders the list
     * @param memory what was written, with the status {@link Memory.Status#QUARANTINED}
     * @param reason why it was held back
     */
    public record Held(long position, Memory memory, String reason) {
        public Held {
            requireNonNull(memory, "memory");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Returns what waits for a review, the oldest first.
     *
     * @param limit the most memories to return, 1 to {@value #MOST}
     * @param after the last memory of the page before, or null for the first page
     * @throws IllegalArgumentException if the limit is out of range
     */
    public List<Held> list(int limit, @Nullable Held after) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException(
                    "limit is %d, but a page holds 1 to %,d memories: ask for more pages".formatted(limit, MOST));
        }
        return reviewer.list(after == null ? 0 : after.position(), limit).stream()
                .map(held -> new Held(held.position(), held.memory(), held.reason()))
                .toList();
    }

    /**
     * Releases a memory: it becomes an ordinary one of its author and of the time when it was written, in one commit. It
     * supersedes older values of its key by its author, and nothing else; a different value of another author is a conflict.
     *
     * @throws MemoryException.NotFound if somebody decided about it already
     */
    public WriteOutcome release(Held held) {
        return reviewer.release(requireNonNull(held, "held").position(), id(held));
    }

    /**
     * Rejects a memory: its content is removed from the store as by {@link AgentMemory#erase}.
     *
     * @throws MemoryException.NotFound if somebody decided about it already
     */
    public void reject(Held held) {
        reviewer.reject(requireNonNull(held, "held").position(), id(held));
    }

    private static MemoryId id(Held held) {
        return held.memory().id();
    }
}
