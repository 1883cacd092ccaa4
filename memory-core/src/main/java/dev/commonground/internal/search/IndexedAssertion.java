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
 * @param day the day of the assertion, in days since 1970, UTC
 * @param position the position in a conversation thread, or null outside of any
 * @param names the terms of each name that the assertion gives the statement
 */
record IndexedAssertion(
        Author author, int passage, int day, @Nullable ThreadPosition position, List<Set<String>> names) {}
