package dev.commonground.internal.log;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Audience;
import dev.commonground.store.Entry;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The entries of one log that some readers may not read, and the statements that they name. Most logs have none.
 *
 * <p>Several threads may read at once; the owner keeps readers out while it adds.
 */
final class RestrictedEntries {

    private final Set<LoggedStatement> statements = new LinkedHashSet<>();

    /** The audiences of erased assertions by position; what such an assertion superseded still depends on the reader. */
    private final Map<Long, Audience> erased = new HashMap<>();

    /** The erased entries that retract something, with the statements that they name. */
    private final Map<Long, Collection<LoggedStatement>> retracting = new HashMap<>();

    private boolean any;

    /**
     * Adds an entry of the log if it is restricted.
     *
     * @param named returns the statements that the entry asserts or retracts
     */
    void add(Entry entry, Supplier<? extends Collection<LoggedStatement>> named) {
        if (entry.action() instanceof Entry.Erased) {
            retracting.put(entry.position(), named.get());
        } else if (entry.action() instanceof Entry.Erase erase) {
            erase.restricted().forEach(this::addErased);
            any |= !erase.audience().isEveryone();
        } else if (entry.action() instanceof Entry.Assert asserted
                && !asserted.assertion().audience().isEveryone()) {
            any = true;
            statements.addAll(named.get());
        } else if (entry.action() instanceof Entry.Annotate annotation) {
            any |= !annotation.audience().isEveryone();
        }
    }

    private void addErased(long position, Audience audience) {
        any = true;
        erased.put(position, audience);
        statements.addAll(retracting.getOrDefault(position, Set.of()));
    }

    /** Returns whether every reader may read every entry. */
    boolean isEmpty() {
        return !any;
    }

    /** Returns the statements that are not equally live for all readers. */
    Set<LoggedStatement> statements() {
        return Collections.unmodifiableSet(statements);
    }

    /** Returns whether a reader may read an assertion. */
    boolean mayRead(ReaderIdentity reader, Assertion assertion) {
        return !any || reader.author() == null || reader.mayRead(assertion);
    }

    /** Returns whether a reader may read an entry. */
    boolean mayRead(ReaderIdentity reader, Entry entry) {
        if (!any || reader.author() == null) {
            return true;
        }
        if (entry.action() instanceof Entry.Assert asserted) {
            return reader.mayRead(asserted.assertion());
        }
        if (entry.action() instanceof Entry.Quarantine held) {
            return reader.mayRead(held.assertion());
        }
        if (entry.action() instanceof Entry.Annotate annotation) {
            return reader.mayRead(annotation.audience(), annotation.author());
        }
        if (entry.action() instanceof Entry.Erase erase) {
            return reader.mayRead(erase.audience(), erase.author());
        }
        return !(entry.action() instanceof Entry.Erased gone)
                || reader.mayRead(erased.getOrDefault(entry.position(), Audience.EVERYONE), gone.author());
    }
}
