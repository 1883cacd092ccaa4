/**
 * The shared memory inside a LangGraph4j graph. Start at {@link dev.commonground.langgraph4j.GraphMemory}; the tools for
 * models are {@link dev.commonground.langgraph4j.MemoryTools}.
 */
@NullMarked
package dev.commonground.langgraph4j;

import org.jspecify.annotations.NullMarked;
