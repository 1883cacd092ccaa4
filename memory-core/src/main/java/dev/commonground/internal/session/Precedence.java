package dev.commonground.internal.session;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Confirmation;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides what a new assertion may supersede. An unconfirmed memory supersedes nothing that is confirmed or that has more
 * trust; both stay live, in conflict.
 */
final class Precedence {

    private final Confirmation confirmation;
    private final Memory written;
    private final Assertion assertion;

    /**
     * Prepares to decide.
     *
     * @param view the scope before the write
     * @param assertion the new assertion
     */
    Precedence(Confirmation confirmation, ScopeView view, MemoryId id, Statement statement, Assertion assertion) {
        this.confirmation = confirmation;
        this.assertion = assertion;
        List<Assertion> all = Stream.concat(
                        view.assertions(id).stream().map(LiveAssertion::assertion), Stream.of(assertion))
                .toList();
        this.written = new Memory(id, view.scope(), statement, Memory.Status.LIVE, all, Metadata.NONE);
    }

    /** Returns the statement that is written. */
    Statement statement() {
        return written.statement();
    }

    /** Returns whether the memory after the write may supersede {@code other}; false for itself. */
    boolean supersedes(Memory other) {
        return !other.id().equals(written.id())
                && (confirmation.confirms(written)
                        || (!confirmation.confirms(other) && other.trust() <= written.trust()));
    }

    /** Returns whether the assertion takes the place of an older one of its author: two origins are two sources. */
    boolean replaces(Assertion older) {
        return older.origin() == assertion.origin();
    }
}
