package dev.commonground.internal.search;

import dev.commonground.memory.MemoryId;
import dev.commonground.recall.Match.Score;

/**
 * A statement that a search found.
 *
 * @param target the index of its scope in the list of {@link SearchTarget}s
 * @param id the id of the statement
 * @param score how well it fits the question
 */
public record SearchMatch(int target, MemoryId id, Score score) {}
