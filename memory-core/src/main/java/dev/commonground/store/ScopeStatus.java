package dev.commonground.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A listed scope.
 *
 * @param record the scope
 * @param archived whether the scope belongs to an archived task
 * @param position the last position of its log; 0 if it has no entries
 * @param lastActivity the time of its last entry that has one, or null if there is none
 */
public record ScopeStatus(
        ScopeRecord record,
        boolean archived,
        long position,
        @Nullable Instant lastActivity) {

    public ScopeStatus {
        requireNonNull(record, "record");
    }
}
