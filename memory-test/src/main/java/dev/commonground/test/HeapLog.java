package dev.commonground.test;

import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.store.Entry;
import dev.commonground.store.Entry.Encrypted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of one scope. The caller holds the lock of the store. */
final class HeapLog {

    private final List<Entry> entries = new ArrayList<>();

    /** The indexes of the entries of each commit. */
    private final Map<String, List<Integer>> commits = new HashMap<>();

    long position() {
        return entries.size();
    }

    /** Returns a copy of the entries after {@code position}. */
    List<Entry> beyond(long position) {
        return List.copyOf(entries.subList((int) Math.min(position, entries.size()), entries.size()));
    }

    List<Entry> appendedBy(String commit) {
        return commits.getOrDefault(commit, List.of()).stream()
                .map(entries::get)
                .toList();
    }

    void append(String commit, Entry entry) {
        commits.computeIfAbsent(commit, id -> new ArrayList<>()).add(entries.size());
        entries.add(entry);
    }

    /** Removes the content that an erasure, a sweep or a review removes from earlier entries. */
    void remove(Entry.Action action) {
        if (action instanceof Entry.Erase erase) {
            entries.replaceAll(entry -> erase.id().equals(named(entry.action())) ? erased(entry) : entry);
        } else if (action instanceof Entry.Sweep sweep) {
            sweep.positions().forEach(position -> entries.set(index(position), swept(entries.get(index(position)))));
        } else if (action instanceof Entry.Review review) {
            Entry held = entries.get(index(review.position()));
            if (isQuarantine(held.action())) {
                entries.set(index(review.position()), erased(held));
            }
        }
    }

    private static int index(long position) {
        return Math.toIntExact(position - 1);
    }

    /** Returns the statement that an action other than an erasure names, or null. */
    private static @Nullable MemoryId named(Entry.Action action) {
        if (action instanceof Entry.Annotate annotate) {
            return annotate.id();
        }
        if (action instanceof Entry.Quarantine quarantine) {
            return quarantine.id();
        }
        return action instanceof Encrypted encrypted ? encrypted.id() : action.asserts();
    }

    private static boolean isQuarantine(Entry.Action action) {
        return action instanceof Entry.Quarantine
                || (action instanceof Encrypted encrypted && encrypted.type() == Encrypted.Type.QUARANTINE);
    }

    private static Entry erased(Entry entry) {
        Entry.Action action = entry.action();
        if (action instanceof Entry.Assert asserted) {
            return erased(
                    entry, asserted.assertion().author(), asserted.assertion().at());
        }
        if (action instanceof Entry.Quarantine held) {
            return erased(entry, held.assertion().author(), held.assertion().at());
        }
        if (action instanceof Entry.Annotate annotate) {
            return erased(entry, annotate.author(), annotate.at());
        }
        Encrypted encrypted = (Encrypted) action;
        return erased(entry, encrypted.author(), encrypted.at());
    }

    private static Entry erased(Entry entry, Author author, Instant at) {
        return with(entry, new Entry.Erased(author, at, entry.action().retracts()));
    }

    private static Entry swept(Entry entry) {
        return entry.run() == null ? entry : with(entry, new Entry.Swept());
    }

    private static Entry with(Entry entry, Entry.Action action) {
        return new Entry(entry.position(), entry.lane(), entry.run(), entry.number(), action);
    }

    /** Returns the time of the last entry that has one, or null. */
    @Nullable
    Instant lastActivity() {
        for (int i = entries.size() - 1; i >= 0; i--) {
            Instant at = at(entries.get(i).action());
            if (at != null) {
                return at;
            }
        }
        return null;
    }

    private static @Nullable Instant at(Entry.Action action) {
        if (action instanceof Entry.Assert asserted) {
            return asserted.assertion().at();
        }
        if (action instanceof Entry.Quarantine held) {
            return held.assertion().at();
        }
        if (action instanceof Entry.Annotate annotate) {
            return annotate.at();
        }
        if (action instanceof Entry.Forget forget) {
            return forget.at();
        }
        return action instanceof Encrypted encrypted ? encrypted.at() : atOfRemoval(action);
    }

    private static @Nullable Instant atOfRemoval(Entry.Action action) {
        if (action instanceof Entry.Erase erase) {
            return erase.at();
        }
        if (action instanceof Entry.Erased erased) {
            return erased.at();
        }
        if (action instanceof Entry.Sweep sweep) {
            return sweep.at();
        }
        if (action instanceof Entry.Review review) {
            return review.at();
        }
        if (action instanceof Entry.Revoke revoke) {
            return revoke.at();
        }
        return action instanceof Entry.Restore restore ? restore.at() : null;
    }
}
