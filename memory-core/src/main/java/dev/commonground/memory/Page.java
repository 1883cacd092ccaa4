package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the memories that pass a filter. All pages of one list show the same moment, so a write in between cannot
 * make a memory appear twice or not at all. A memory that is erased in between is missing on the pages that follow.
 *
 * @param memories the memories of this page, in the order of {@link Memory#BY_KIND}
 * @param total how many memories pass the filter on all pages together, without those erased since the first page
 * @param next the argument of {@link ListRequest.Builder#after} for the next page, or null if this is the last page; it
 *     contains the last memory of this page, so hand it only to whom may read that memory
 */
public record Page(
        List<Memory> memories, long total, @Nullable String next) {

    public Page {
        memories = List.copyOf(requireNonNull(memories, "memories"));
    }
}
