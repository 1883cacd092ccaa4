package dev.commonground.internal.sqlite;

import dev.commonground.store.Entry;
import dev.commonground.store.Seal;
import org.jspecify.annotations.Nullable;

/**
 * An entry with its place in a commit and in the chain of hashes.
 *
 * @param commit the id of the commit
 * @param ordinal the place of the entry in the commit, from 0
 * @param seal the seal of the commit
 * @param link the link of the commit
 * @param vector the number of the entry's vector in {@link EntryVectors}, or null
 */
@SuppressWarnings("ArrayRecordComponent") // entries to insert are never compared
record SealedEntry(
        String commit,
        int ordinal,
        Entry entry,
        Seal seal,
        byte[] link,
        @Nullable Long vector) {}
