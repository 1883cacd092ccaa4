/**
 * Integrates the shared memory into LangGraph4j graphs. Start at {@link dev.commonground.langgraph4j.GraphMemory};
 * {@link dev.commonground.langgraph4j.MemoryTools} are the tools for models.
 */
@NullMarked
package dev.commonground.langgraph4j;

import org.jspecify.annotations.NullMarked;
