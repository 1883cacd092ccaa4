package dev.commonground;

import dev.commonground.log.Cursor;
import dev.commonground.memory.Change;
import java.util.List;

/**
 * What happened between two moments to what a reader sees.
 *
 * @param changes what happened, scope by scope, each in the order of its log
 * @param next the later moment, from which to ask on
 */
public record Changes(List<Change> changes, Cursor next) {
    public Changes {
        changes = List.copyOf(changes);
    }
}
