package dev.commonground.internal.log;

import dev.commonground.memory.MemoryId;
import java.util.BitSet;
import java.util.Set;

/**
 * What the revocations of a log make void.
 *
 * @param entries the positions of the void entries
 * @param touched the statements with a void entry, or derived from a revoked statement, and the revoked sources elsewhere
 * @param revoked those of the touched statements that no sound assertion supports
 */
record Taint(BitSet entries, Set<MemoryId> touched, Set<MemoryId> revoked) {

    static final Taint NONE = new Taint(new BitSet(), Set.of(), Set.of());

    boolean isVoid(long position) {
        return entries.get((int) position);
    }

    boolean touches(MemoryId id) {
        return touched.contains(id);
    }

    boolean isRevoked(MemoryId id) {
        return revoked.contains(id);
    }
}
