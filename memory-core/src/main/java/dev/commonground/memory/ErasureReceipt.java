package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proof of an erasure, without a word of what was erased.
 *
 * @param memories the erased memories: those that were asked for, then those that were derived from them alone
 * @param by who erased them
 * @param at when they were erased
 * @param redacted how many blobs, such as checkpoints, chats and journals of crews, quoted them and were overwritten
 * @param cleanup how far the erased content had left the files when the call returned
 */
public record ErasureReceipt(List<Item> memories, Author by, Instant at, int redacted, Cleanup cleanup) {

    public ErasureReceipt {
        memories = List.copyOf(requireNonNull(memories, "memories"));
        requireNonNull(by, "by");
        requireNonNull(at, "at");
        requireNonNull(cleanup, "cleanup");
    }

    /**
     * An erased memory.
     *
     * @param id its id, which {@link Change.Erased} shows in its history
     * @param scope its scope
     * @param hash the HMAC-SHA-256 of the statement, keyed with the random salt of its scope, in 64 hexadecimal digits. An
     *     auditor with the salt can check that a text was erased; without the salt, it says nothing
     */
    public record Item(MemoryId id, Scope scope, String hash) {
        public Item {
            requireNonNull(id, "id");
            requireNonNull(scope, "scope");
            requireNonNull(hash, "hash");
        }
    }

    /**
     * How far removed content has left the files of a store. Content is removed by an erasure, a sweep, or the deletion
     * of a task, a user or a collection of blobs. It says nothing about backups, replicas and the write-ahead log of a
     * server.
     *
     * @param cleaned the files or tables that hold no removed content any more; empty while something is pending
     * @param pending why files may still hold removed content, and what to do; null if nothing is pending
     */
    public record Cleanup(List<String> cleaned, @Nullable String pending) {

        public Cleanup {
            cleaned = List.copyOf(requireNonNull(cleaned, "cleaned"));
        }

        /** Returns a cleanup of which nothing is pending. */
        public static Cleanup of(List<String> cleaned) {
            return new Cleanup(requireNonNull(cleaned, "cleaned"), null);
        }

        /** Returns a cleanup that is not complete, with the reason and a remedy. */
        public static Cleanup pending(String reason) {
            return new Cleanup(List.of(), requireNonNull(reason, "reason"));
        }

        /** Returns whether no file of the store holds removed content. */
        public boolean isComplete() {
            return pending == null;
        }
    }
}
