package dev.commonground.internal.search;

import dev.commonground.internal.search.ThreadIndex.ThreadPosition;
import dev.commonground.memory.Author;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An assertion as the index keeps it.
 *
 * @param author the author of the assertion
 * @param passage the passage of the statement for this author
 * @param minute the time of the assertion, in minutes since 1970
 * @param position the position in a conversation thread, or null outside of any
 * @param names the terms of each name that the assertion gives the statement
 * @param trust the trust in the assertion
 */
record IndexedAssertion(
        Author author,
        int passage,
        int minute,
        @Nullable ThreadPosition position,
        List<Set<String>> names,
        IndexedTrust trust) {}
